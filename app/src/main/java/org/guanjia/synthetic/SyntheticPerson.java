package org.guanjia.synthetic;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who does not exist.
 *
 * @param serial one and the same for one person in every file made of one plan: sixteen times the household's serial and the place in it
 * @param documentNumber valid by GB 11643 for a resident ID, empty for {@link DocumentKind#NONE}; no two persons of a plan share one
 * @param ethnicGroup two digits of GB/T 3304
 * @param phones the main one first; eleven digits with a network code that was given to no network; small children bear a parent's
 * @param registered whether their registered household (户籍) is here too; otherwise they only live here (常住)
 * @param relation to the household's head, two digits of GB/T 4761; the head is 02
 * @param bankCard 19 digits valid by Luhn
 * @param died the day they died; the dead are still members of their household
 * @param movedOut the day they moved away; still a member likewise
 */
public record SyntheticPerson(
    long serial,
    String name,
    Sex sex,
    LocalDate birth,
    DocumentKind document,
    String documentNumber,
    String ethnicGroup,
    List<String> phones,
    boolean registered,
    String relation,
    @Nullable String bankCard,
    List<SyntheticGroup> groups,
    @Nullable LocalDate died,
    @Nullable LocalDate movedOut) {

  /** Whether they live here on the plan's day. */
  public boolean livesHere() {
    return died == null && movedOut == null;
  }
}
