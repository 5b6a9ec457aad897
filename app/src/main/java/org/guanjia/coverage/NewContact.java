package org.guanjia.coverage;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.people.SpecialGroup;
import org.jspecify.annotations.Nullable;

/**
 * A try, as it was typed.
 *
 * @param on the day of it
 * @param words what was said; the reason where one is needed
 * @param nextTry when to try again; null for no such day
 * @param fact of FACT_STATED: code of the fact
 * @param value of FACT_STATED: a FEEL literal; of a group {@code true}
 * @param category of FACT_STATED about a disability: 1 to 7 of GB/T 26341
 * @param since of FACT_STATED: from which day on; of MOVED and DIED: the day of it
 * @param source of FACT_STATED: the office whose paper it is
 * @param document number of the paper
 * @param from of APPLIES: the first month that is asked for
 * @param lastMonth of ENDED: the last month that is paid
 * @param notOf of FACT_STATED: groups of which the person is not; may stand beside a fact, or alone
 * @param askAgainOn of DECLINES and REFUSES: from which day on to ask again
 */
public record NewContact(
    @Nullable LocalDate on, @Nullable Way way, @Nullable ContactResult result, String words, @Nullable LocalDate nextTry, @Nullable String fact, String value, @Nullable String category,
    @Nullable LocalDate since, String source, @Nullable String document, @Nullable YearMonth from, @Nullable YearMonth lastMonth, @Nullable LocalDate askAgainOn,
    List<SpecialGroup> notOf) {

  public static final int WORDS_LENGTH_MAX = 500;

  public NewContact {
    notOf = List.copyOf(notOf);
  }

  /** How it was tried. */
  public enum Way {
    VISIT,
    PHONE,
    WINDOW,
    /** By the family or a neighbour. */
    FAMILY
  }

  /** One that found nobody. */
  public static NewContact notReached(LocalDate on, Way way, @Nullable LocalDate nextTry) {
    return new NewContact(on, way, ContactResult.NOT_REACHED, "", nextTry, null, "", null, null, "", null, null, null, null, List.of());
  }

  /** The person asks for it, from that month on. */
  public static NewContact applies(LocalDate on, Way way, YearMonth from) {
    return new NewContact(on, way, ContactResult.APPLIES, "", null, null, "", null, null, "", null, from, null, null, List.of());
  }

  /** The person does not want it. */
  public static NewContact declines(LocalDate on, Way way, String reason, LocalDate askAgainOn) {
    return new NewContact(on, way, ContactResult.DECLINES, reason, null, null, "", null, null, "", null, null, null, askAgainOn, List.of());
  }
}
