package org.guanjia.requests;

import java.util.List;

/**
 * Who stands behind a request, as it is kept with it and with those merged into it: to be taken out of what is made public, and for
 * nothing else. Nobody is shown it.
 *
 * @param names of reporters, and whom they speak for, as written
 * @param phones as written
 * @param addresses as written
 */
public record KnownPeople(List<String> names, List<String> phones, List<String> addresses) {

  public static final KnownPeople NOBODY = new KnownPeople(List.of(), List.of(), List.of());

  @Override
  public String toString() {
    return "KnownPeople[" + names.size() + " names, " + phones.size() + " phones, " + addresses.size() + " addresses]";
  }
}
