package org.guanjia.assessments;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An assessment of a person's ability.
 *
 * @param personId the person today
 * @param score 0 to 90; null while it does not count, and of an older result of which only the level is known
 * @param level 0 (able) to 4 (not able at all); null while it does not count
 * @param corrects the one that it takes the place of; null for none
 * @param assessors of an older result, as the list names them; null for one that was made here
 * @param sheets of the assessors, the first who began ahead; none of an older result
 */
public record Assessment(
    long id, long personId, int version, AssessmentState state, Reason reason, Place place, LocalDate assessedOn, @Nullable Integer score, @Nullable Integer level,
    @Nullable LocalDate reviewOn, @Nullable Long corrects, @Nullable String assessors, @Nullable String source, Instant begunAt, String begunBy, @Nullable Instant countsSince,
    List<Sheet> sheets) {

  public Assessment {
    sheets = List.copyOf(sheets);
  }

  /** Why it is made. */
  public enum Reason {
    FIRST,
    /** Because its day has come. */
    REGULAR,
    /** The person's state changed. */
    CHANGED,
    /** Somebody does not agree with the one before. */
    DISPUTED,
    /** In place of one that was wrong. */
    CORRECTION,
    /** An older result from a list. */
    IMPORTED
  }

  /** Where it is made. */
  public enum Place {
    HOME,
    INSTITUTION,
    HOSPITAL,
    STATION,
    UNKNOWN
  }

  public Optional<Sheet> sheet(String assessor) {
    return sheets.stream().filter(sheet -> sheet.assessor().equals(assessor)).findFirst();
  }

  /** The sheet that somebody else has signed already. */
  public Optional<Sheet> signedByAnother(String assessor) {
    return sheets.stream().filter(sheet -> sheet.signed() && !sheet.assessor().equals(assessor)).findFirst();
  }

  public List<Sheet> signed() {
    return sheets.stream().filter(Sheet::signed).toList();
  }

  /** Two have signed, but not the same. */
  public boolean differing() {
    return state == AssessmentState.OPEN && signed().size() > 1;
  }

  /** Why the level is what it is; null while it does not count, and of an older result. */
  public Standard.@Nullable Result result() {
    return level == null || sheets.isEmpty() ? null : Standard.result(signed().getFirst().found());
  }
}
