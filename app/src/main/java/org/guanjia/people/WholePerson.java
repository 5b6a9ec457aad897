package org.guanjia.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the register holds of one person.
 *
 * @param records the person's number, and those of the records merged into it
 * @param statements also those taken back, and those made about merged records
 * @param others lines of the people named by number: guardian, spouse
 */
record WholePerson(
    long id, int version, List<Long> records, List<Statement> statements, List<Household> households, List<Membership> memberships, List<Happening> events, List<Joined> merges,
    Map<Long, PersonLine> others) {

  /** A life event as it stands in the register. */
  record Happening(
      long id, LifeEvent.Kind kind, LocalDate on, @Nullable Long other, @Nullable String note, String source, @Nullable Long statement, Instant recordedAt, String recordedBy,
      @Nullable Instant retractedAt, @Nullable String retraction) {}

  /** Another record that was found to be of the same person. */
  record Joined(long merged, Instant at, String by, String reason, @Nullable Instant undoneAt) {}

  /** What holds, or held on that day, as the register knew it then; nulls ask for today and now. */
  Facts facts(@Nullable LocalDate day, @Nullable Instant known) {
    Timeline timeline = timeline(known);
    return day == null ? timeline.now() : timeline.on(day).orElse(Facts.NONE);
  }

  Timeline timeline(@Nullable Instant known) {
    return known == null ? Timeline.of(statements) : Timeline.asKnown(statements, known);
  }
}
