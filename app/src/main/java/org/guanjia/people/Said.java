package org.guanjia.people;

import java.time.LocalDate;
import java.util.Set;

/**
 * Something to be written down about a person.
 *
 * @param facts what holds from that day on
 * @param cleared attributes that have no value from that day on
 * @param validFrom not in the future: the register tells what is, not what will be
 * @param source who says so, in the words of an office: {@code 派出所}, {@code 本人}
 */
public record Said(Facts facts, Set<Attribute> cleared, LocalDate validFrom, String source) {

  public static final int SOURCE_LENGTH_MAX = 100;

  public Said {
    cleared = Set.copyOf(cleared);
  }

  public Said(Facts facts, LocalDate validFrom, String source) {
    this(facts, Set.of(), validFrom, source);
  }
}
