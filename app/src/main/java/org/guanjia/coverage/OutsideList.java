package org.guanjia.coverage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.guanjia.people.SpecialGroup;
import org.jspecify.annotations.Nullable;

/**
 * A list that an office outside keeps: who ought to be there, as of a day.
 *
 * @param programme code of the programme it is the denominator of; null for none
 * @param group likewise
 * @param elsewhere whether it names whom another town pays
 * @param completeList number of the declaration that it holds everybody; null while nobody declared it
 * @param comparedIn the month against which it was compared; null before the first time
 */
public record OutsideList(
    long id, int version, Source source, String title, LocalDate asOf, @Nullable String document, @Nullable String programme, @Nullable SpecialGroup group, boolean elsewhere,
    @Nullable Long completeList, @Nullable Instant comparedAt, @Nullable YearMonth comparedIn, String madeBy, Instant madeAt) {

  public static final int TITLE_LENGTH_MAX = 60;
  public static final int DOCUMENT_LENGTH_MAX = 200;

  /** The office that keeps it. */
  public enum Source {
    CIVIL_AFFAIRS,
    DISABLED_FEDERATION,
    VETERANS,
    POLICE,
    OTHER
  }

  /** How an import names it: the import's source ends with it. */
  public String mark() {
    return "#" + id;
  }

  /** What an import of it gives as its source. */
  public String importSource() {
    return title + " " + mark();
  }

  public String path() {
    return "/coverage/lists/" + id;
  }
}
