package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.AnswerRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.matching.Likeness.Aspect;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Past cases of the same kind with the answers that were given, to be read beside a new one. */
@Service
public class SimilarCases {

  private static final int SHOWN_MAX = 5;
  private static final int COMPARED_MAX = 200;

  /** Looked through from the most recent quarters backwards until enough are found. */
  private static final int[] QUARTERS = {2, 8, 32};

  private static final int DAYS_OF_A_QUARTER = 92;
  private static final double LIKE = 0.6;

  /**
   * A past case.
   *
   * @param outcome name of the {@code Outcome} it had
   * @param days from being received until the answer was approved
   * @param rating 1 to 5; null when it was not rated
   * @param percent how like the matter is, whatever the place and time
   */
  public record PastCase(
      long id,
      String code,
      String title,
      String words,
      @Nullable String outcome,
      @Nullable String village,
      Instant receivedAt,
      String answer,
      long days,
      @Nullable Integer rating,
      int percent,
      List<String> sharedWords) {}

  private record Scored(RequestRecord request, AnswerRecord answer, double probability, List<String> words) {}

  private final DSLContext sql;
  private final Candidates candidates;
  private final TownFrequencies frequencies;

  SimilarCases(DSLContext sql, Candidates candidates, TownFrequencies frequencies) {
    this.sql = sql;
    this.candidates = candidates;
    this.frequencies = frequencies;
  }

  /** The most alike first, at most five, of those that the viewer may see; empty when there is no such request. */
  @Transactional(readOnly = true)
  public List<PastCase> of(String code) {
    return sql.selectFrom(REQUEST)
        .where(REQUEST.TOWN.eq(TownContext.required().town()))
        .and(REQUEST.CODE.eq(code))
        .fetchOptional()
        .map(this::of)
        .orElse(List.of());
  }

  private List<PastCase> of(RequestRecord request) {
    var known = frequencies.current();
    var matter = Wordings.matter(request);
    var reading = Reading.of(matter.text(), matter.address());
    var seen = new HashSet<Long>();
    List<Scored> found = List.of();
    for (int quarters : QUARTERS) {
      if (found.size() >= SHOWN_MAX) break;
      var ids = sharing(request.getTown(), matter, reading, known, quarters);
      if (seen.addAll(ids)) found = scored(request, matter, reading, known, seen);
    }
    return found.stream().limit(SHOWN_MAX).map(SimilarCases::pastCase).toList();
  }

  private Set<Long> sharing(String town, Matter matter, Reading reading, Frequencies known, int quarters) {
    var contexts = Contexts.quarters(town, matter.at(), quarters);
    var from = matter.at().minus(Duration.ofDays((long) quarters * DAYS_OF_A_QUARTER));
    return candidates.sharingWords(matter, reading, known, contexts, known.perDay() * quarters * DAYS_OF_A_QUARTER, from, matter.at(), COMPARED_MAX);
  }

  private List<Scored> scored(RequestRecord request, Matter matter, Reading reading, Frequencies known, Set<Long> ids) {
    var answers = answers(request.getTown(), ids);
    var likeness = new Likeness(known);
    return sql.selectFrom(REQUEST)
        .where(REQUEST.TOWN.eq(request.getTown()))
        .and(REQUEST.ID.in(answers.keySet()))
        .fetch()
        .stream()
        .map(other -> scored(likeness, matter, reading, other, Objects.requireNonNull(answers.get(other.getId()))))
        .filter(scored -> scored.probability() >= LIKE)
        .sorted(Comparator.comparingDouble(Scored::probability).thenComparing(s -> s.request().getReceivedAt()).reversed())
        .toList();
  }

  private Map<Long, AnswerRecord> answers(String town, Set<Long> ids) {
    return sql.selectFrom(ANSWER)
        .where(ANSWER.TOWN.eq(town))
        .and(ANSWER.REQUEST_ID.in(ids))
        .and(ANSWER.APPROVED)
        .orderBy(ANSWER.ID)
        .fetch()
        .stream()
        .collect(Collectors.toMap(AnswerRecord::getRequestId, Function.identity(), (older, newer) -> newer));
  }

  private static Scored scored(Likeness likeness, Matter matter, Reading reading, RequestRecord request, AnswerRecord answer) {
    var other = Wordings.matter(request);
    var othersReading = Reading.of(other.text(), other.address());
    var traits = likeness.traits(matter, reading, other, othersReading);
    return new Scored(request, answer, Model.trained().probability(Aspect.MATTER, traits), Reasons.sharedWords(reading, othersReading));
  }

  private static PastCase pastCase(Scored scored) {
    var r = scored.request();
    var decided = scored.answer().getDecidedAt();
    return new PastCase(
        r.getId(), r.getCode(), r.getTitle(), r.getWords(), r.getOutcome(), r.getVillage(), r.getReceivedAt(), scored.answer().getText(),
        decided == null ? 0 : Duration.between(r.getReceivedAt(), decided).toDays(),
        r.getRating() == null ? null : r.getRating().intValue(), (int) Math.round(scored.probability() * 100), scored.words());
  }
}
