package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Proposes requests that are likely about the same matter as another; a person decides. */
@Service
public class Duplicates {

  /** Reports of one matter come within days; what comes again after a quarter of a year broke again. */
  private static final Duration WINDOW = Duration.ofDays(90);

  private static final int COMPARED_MAX = 100;
  private static final int PROPOSED_MAX = 5;

  /**
   * A likely duplicate.
   *
   * @param state name of the {@code State} it is in
   * @param open still worked on, so that the other can be merged into it
   * @param percent how sure the engine is, 0 to 100
   * @param reasons why, and what speaks against it; never empty
   */
  public record Proposal(
      long id,
      String code,
      String title,
      String words,
      String state,
      boolean open,
      @Nullable String category,
      @Nullable String village,
      @Nullable String address,
      Instant receivedAt,
      int percent,
      List<Reason> reasons) {}

  private record Scored(RequestRecord request, double probability, List<Reason> reasons) {}

  private final DSLContext sql;
  private final Candidates candidates;
  private final TownFrequencies frequencies;
  private final Clock clock;

  Duplicates(DSLContext sql, Candidates candidates, TownFrequencies frequencies, Clock clock) {
    this.sql = sql;
    this.candidates = candidates;
    this.frequencies = frequencies;
    this.clock = clock;
  }

  /** The likeliest first, at most five, of those that the viewer may see; empty when there is no such request. */
  @Transactional(readOnly = true)
  public List<Proposal> proposals(String code) {
    return requestOf(code).map(this::proposals).orElse(List.of());
  }

  private List<Proposal> proposals(RequestRecord request) {
    var known = frequencies.current();
    var matter = Wordings.matter(request);
    var reading = Reading.of(matter.text(), matter.address());
    var likeness = new Likeness(known);
    return load(request, near(request, matter, reading, known)).stream()
        .map(other -> scored(likeness, matter, reading, other))
        .filter(scored -> scored.probability() >= Model.trained().threshold())
        .sorted(Comparator.comparingDouble(Scored::probability).reversed())
        .limit(PROPOSED_MAX)
        .map(Duplicates::proposal)
        .toList();
  }

  private Set<Long> near(RequestRecord request, Matter matter, Reading reading, Frequencies known) {
    var from = matter.at().minus(WINDOW);
    var until = earlier(matter.at().plus(WINDOW), clock.instant().plus(Duration.ofDays(1)));
    var contexts = Contexts.near(request.getTown(), matter, reading, from, until);
    var ids = new LinkedHashSet<>(candidates.ofSamePhone(request, from, until));
    ids.addAll(candidates.sharingWords(matter, reading, known, contexts, among(matter, known, from, until), from, until, COMPARED_MAX));
    return ids;
  }

  /** A village, with what names none: about a fifth of the town's requests. */
  static double among(Matter matter, Frequencies known, Instant from, Instant until) {
    return known.perDay() * Duration.between(from, until).toDays() * (matter.place() == null ? 1 : 0.2);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Here row-level security decides which of them this viewer may see. */
  private List<RequestRecord> load(RequestRecord request, Set<Long> ids) {
    if (ids.isEmpty()) return List.of();
    return sql.selectFrom(REQUEST)
        .where(REQUEST.TOWN.eq(request.getTown()))
        .and(REQUEST.ID.in(ids))
        .and(REQUEST.STATE.notIn("MERGED", "WITHDRAWN"))
        .fetch();
  }

  private static Scored scored(Likeness likeness, Matter matter, Reading reading, RequestRecord request) {
    var other = Wordings.matter(request);
    var othersReading = Reading.of(other.text(), other.address());
    var traits = likeness.traits(matter, reading, other, othersReading);
    return new Scored(request, Model.trained().probability(traits), Reasons.between(matter, reading, other, othersReading, traits));
  }

  private static Proposal proposal(Scored scored) {
    var r = scored.request();
    return new Proposal(
        r.getId(), r.getCode(), r.getTitle(), r.getWords(), r.getState(), Boolean.TRUE.equals(r.getOpen()), r.getCategory(), r.getVillage(),
        r.getAddress(), r.getReceivedAt(), (int) Math.round(scored.probability() * 100), scored.reasons());
  }

  private Optional<RequestRecord> requestOf(String code) {
    return sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(TownContext.required().town())).and(REQUEST.CODE.eq(code)).fetchOptional();
  }
}
