package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.PUBLICATION;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.ProjectFilter;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.Projects;
import org.guanjia.publicity.db.tables.records.PublicationRecord;
import org.guanjia.requests.KnownPeople;
import org.guanjia.requests.ToldRequest;
import org.guanjia.requests.AnsweredRequests;
import org.guanjia.requests.matching.TextGrams;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Publications from the proposal to the public site and back. Each text goes through the filter and then past a person: what is
 * published must have been on that person's screen exactly as it goes out.
 */
@Service
public class Publications {

  static final int TITLE_LENGTH_MAX = 400;
  static final int TEXT_LENGTH_MAX = 30_000;
  static final int REASON_LENGTH_MAX = 1_000;
  private static final int BACKLOG_BATCH = 200;
  private static final int PROJECTS_MAX = 2_000;

  private final DSLContext sql;
  private final Originals originals;
  private final AnsweredRequests requests;
  private final Projects projects;
  private final PublicationMoves moves;
  private final Clock clock;

  Publications(DSLContext sql, Originals originals, AnsweredRequests requests, Projects projects, PublicationMoves moves, Clock clock) {
    this.sql = sql;
    this.originals = originals;
    this.requests = requests;
    this.projects = projects;
    this.moves = moves;
    this.clock = clock;
  }

  /** Names the texts a publication is made from, so that a change of one is noticed; for loading many past the application. */
  public static String digest(String title, String asked, String became) {
    return Original.digest(title, asked, became);
  }

  /** The value of column {@code publicity.wording.grams}; for loading many past the application. */
  public static int[] words(String title, String asked, String became) {
    return TextGrams.of(title + "\n" + asked + "\n" + became);
  }

  /** What everybody may read of these requests, by receipt code; those that are not public are left out. */
  @Transactional(readOnly = true)
  public Map<String, PublishedText> publishedTexts(Collection<String> receiptCodes) {
    if (receiptCodes.isEmpty()) return Map.of();
    return sql.selectFrom(PUBLICATION)
        .where(PUBLICATION.TOWN.eq(TownContext.required().town()))
        .and(PUBLICATION.KIND.eq(PublicationKind.REQUEST.name()))
        .and(PUBLICATION.SOURCE.in(receiptCodes))
        .and(PUBLICATION.STATE.eq(PublicationState.PUBLISHED.name()))
        .stream()
        .collect(
            Collectors.toMap(
                PublicationRecord::getSource,
                row -> new PublishedText(row.getId(), row.getTitle(), row.getAsked(), row.getBecame(), row.getPublishedAt(), row.getChangedAt())));
  }

  /**
   * Proposes the finished request or project, blacked out by the filter. What waits already is blacked out anew where the source has
   * changed; what is public is flagged for another look.
   *
   * @return number of the publication; empty when there is no such source or it is not finished
   */
  @Transactional
  public Optional<Long> propose(PublicationKind kind, String source) {
    return originals.find(kind, source).filter(Original::finished).map(original -> propose(original, originals.filter()));
  }

  /**
   * Proposes finished requests that were never proposed, the oldest first, at most 200 at a time.
   *
   * @param after number of the last request seen; 0 to begin
   * @return where to go on; empty at the end
   */
  @Transactional
  Optional<Long> proposeBacklog(long after) {
    var told = requests.after(after, BACKLOG_BATCH);
    if (told.isEmpty()) return Optional.empty();
    var known =
        sql.select(PUBLICATION.SOURCE)
            .from(PUBLICATION)
            .where(PUBLICATION.TOWN.eq(TownContext.required().town()))
            .and(PUBLICATION.KIND.eq(PublicationKind.REQUEST.name()))
            .and(PUBLICATION.SOURCE.in(told.stream().map(ToldRequest::code).toList()))
            .fetchSet(PUBLICATION.SOURCE);
    PrivacyFilter filter = originals.filter();
    List<ToldRequest> fresh = told.stream().filter(request -> request.told() && !known.contains(request.code())).toList();
    Map<String, KnownPeople> people = requests.known(fresh.stream().map(ToldRequest::code).toList());
    fresh.stream().map(request -> originals.of(request, people.getOrDefault(request.code(), KnownPeople.NOBODY))).filter(Original::finished).forEach(original -> insert(original, filter));
    return Optional.of(told.getLast().id());
  }

  /** Proposes closed projects, at most so many as a library of some years holds; those known already stay as they are. */
  @Transactional
  void proposeProjects() {
    projects.stream(ProjectFilter.ALL.in(ProjectState.CLOSED)).limit(PROJECTS_MAX).forEach(line -> propose(PublicationKind.PROJECT, line.code()));
  }

  private long propose(Original original, PrivacyFilter filter) {
    PublicationRecord row =
        sql.selectFrom(PUBLICATION)
            .where(PUBLICATION.TOWN.eq(TownContext.required().town()))
            .and(PUBLICATION.KIND.eq(original.kind().name()))
            .and(PUBLICATION.SOURCE.eq(original.source()))
            .forUpdate()
            .fetchOne();
    if (row == null) return insert(original, filter);
    boolean changed = !row.getSourceDigest().equals(original.digest());
    switch (PublicationState.valueOf(row.getState())) {
      case PUBLISHED -> {
        if (changed && row.getLookAgain() == null) flag(row, "CHANGED");
      }
      case PROPOSED -> {
        if (changed || row.getLookAgain() != null) again(row, original, filter, PublicationMove.REFRESH);
      }
      case KEPT_BACK, WITHDRAWN -> {
        if (changed) again(row, original, filter, PublicationMove.PROPOSE);
      }
    }
    return row.getId();
  }

  private long insert(Original original, PrivacyFilter filter) {
    PublicationRecord row = sql.newRecord(PUBLICATION);
    row.setTown(TownContext.required().town());
    row.setKind(original.kind().name());
    row.setSource(original.source());
    row.setState(PublicationState.PROPOSED.name());
    row.setProposedAt(clock.instant());
    fill(row, original, Look.at(original, LookForm.fresh(original), filter));
    row.insert();
    moves.record(row, PublicationMove.PROPOSE, null, null);
    return row.getId();
  }

  private void again(PublicationRecord row, Original original, PrivacyFilter filter, PublicationMove move) {
    fill(row, original, Look.at(original, LookForm.fresh(original), filter));
    row.setLookedAtBy(null);
    row.setLookAgain(null);
    moves.make(row, move, null);
  }

  /** The source of a publication moved on after it was finished. */
  @Transactional
  void sourceMoved(PublicationKind kind, String source, String move) {
    PublicationRecord row =
        sql.selectFrom(PUBLICATION)
            .where(PUBLICATION.TOWN.eq(TownContext.required().town()))
            .and(PUBLICATION.KIND.eq(kind.name()))
            .and(PUBLICATION.SOURCE.eq(source))
            .forUpdate()
            .fetchOne();
    if (row != null && PublicationState.valueOf(row.getState()) == PublicationState.PUBLISHED) flag(row, move);
  }

  private void flag(PublicationRecord row, String move) {
    row.setLookAgain(move);
    row.setChangedAt(clock.instant());
    moves.make(row, PublicationMove.FLAG, null);
  }

  /** What the person sees: the original in its pieces, and the texts that would go out. */
  @Transactional(readOnly = true)
  Look look(Publication publication, @Nullable LookForm form) {
    Original original = original(publication.id(), publication.kind(), publication.source());
    return Look.at(original, form == null ? LookForm.fresh(original, publication.photos()) : form, originals.filter());
  }

  /**
   * Publishes what the person saw.
   *
   * @throws PublicationProblem.NotSeen when the texts of the form come out otherwise than what was on the screen
   * @throws PublicationProblem.Stale when the publication or its source changed since
   */
  @Transactional
  void publish(long id, int version, LookForm form) {
    PublicationRecord row = moves.lock(id, version);
    Original original = original(id, PublicationKind.valueOf(row.getKind()), row.getSource());
    if (!original.digest().equals(form.source())) throw new PublicationProblem.Stale(id);
    Look look = Look.at(original, form, originals.filter());
    check(look);
    if (!look.seen().equals(form.seen())) throw new PublicationProblem.NotSeen(id);
    publish(row, original, look);
  }

  /** Publishes the waiting text as it stands in the list, where it is shown whole. */
  @Transactional
  void publishAsShown(long id, String seen) {
    PublicationRecord row = moves.lock(id, null);
    Original original = original(id, PublicationKind.valueOf(row.getKind()), row.getSource());
    if (!row.getSourceDigest().equals(original.digest())) throw new PublicationProblem.Stale(id);
    if (PublicationState.valueOf(row.getState()) != PublicationState.PROPOSED) throw new PublicationProblem.Illegal(PublicationMove.PUBLISH, PublicationState.valueOf(row.getState()));
    Look look = Look.at(original, LookForm.fresh(original), originals.filter());
    if (!look.seen().equals(seen)) throw new PublicationProblem.NotSeen(id);
    publish(row, original, look);
  }

  private void publish(PublicationRecord row, Original original, Look look) {
    if (!original.finished()) throw new PublicationProblem.NotFinished(row.getId());
    fill(row, original, look);
    row.setLookedAtBy(TownContext.required().actor());
    row.setLookAgain(null);
    row.setChangedAt(clock.instant());
    if (row.getPublishedAt() == null) row.setPublishedAt(clock.instant());
    moves.make(row, PublicationMove.PUBLISH, null);
  }

  @Transactional
  void keepBack(long id, @Nullable Integer version, @Nullable String reason) {
    end(id, version, PublicationMove.KEEP_BACK, reason);
  }

  @Transactional
  void withdraw(long id, @Nullable Integer version, @Nullable String reason) {
    end(id, version, PublicationMove.WITHDRAW, reason);
  }

  /** Lays what was kept back or taken back before a person again. */
  @Transactional
  void proposeAgain(long id, @Nullable Integer version) {
    PublicationRecord row = moves.lock(id, version);
    Original original = original(id, PublicationKind.valueOf(row.getKind()), row.getSource());
    if (!original.finished()) throw new PublicationProblem.NotFinished(id);
    again(row, original, originals.filter(), PublicationMove.PROPOSE);
  }

  private void end(long id, @Nullable Integer version, PublicationMove move, @Nullable String reason) {
    if (reason == null || reason.isBlank()) throw new InvalidInput("reason", "publicity.error.reason");
    if (reason.length() > REASON_LENGTH_MAX) throw new InvalidInput("reason", "publicity.error.tooLong", REASON_LENGTH_MAX, reason.length());
    PublicationRecord row = moves.lock(id, version);
    // Everybody sees what is public; only whoever sees its source decides about it.
    original(id, PublicationKind.valueOf(row.getKind()), row.getSource());
    row.setLookedAtBy(TownContext.required().actor());
    row.setLookAgain(null);
    moves.make(row, move, reason.strip());
  }

  private Original original(long id, PublicationKind kind, String source) {
    return originals.find(kind, source).orElseThrow(() -> new PublicationProblem.Unknown(id));
  }

  private static void check(Look look) {
    if (look.title().isBlank()) throw new InvalidInput("title", "publicity.error.required");
    if (look.asked().isBlank()) throw new InvalidInput("asked", "publicity.error.required");
    if (look.became().isBlank()) throw new InvalidInput("became", "publicity.error.required");
    if (look.title().length() > TITLE_LENGTH_MAX) throw new InvalidInput("title", "publicity.error.tooLong", TITLE_LENGTH_MAX, look.title().length());
    if (look.asked().length() > TEXT_LENGTH_MAX) throw new InvalidInput("asked", "publicity.error.tooLong", TEXT_LENGTH_MAX, look.asked().length());
    if (look.became().length() > TEXT_LENGTH_MAX) throw new InvalidInput("became", "publicity.error.tooLong", TEXT_LENGTH_MAX, look.became().length());
  }

  private static void fill(PublicationRecord row, Original original, Look look) {
    row.setTitle(look.title());
    row.setAsked(look.asked());
    row.setBecame(look.became());
    row.setFound(look.found());
    row.setProject(original.project());
    row.setSourceDigest(original.digest());
    row.setCategory(original.category());
    row.setVillage(original.village());
    row.setYear((short) original.doneOn().getYear());
    row.setAskedOn(original.askedOn());
    row.setDoneOn(original.doneOn());
    row.setProjectKind(original.projectKind());
    row.setBenefiting(original.benefiting());
    row.setCostFen(original.costFen());
    row.setBeforeFile(look.form().pictures() ? original.beforeFile() : null);
    row.setAfterFile(look.form().pictures() ? original.afterFile() : null);
    Photos photos = original.photos().only(look.form().photos());
    row.setBeforePhotos(photos.before().toArray(UUID[]::new));
    row.setAfterPhotos(photos.after().toArray(UUID[]::new));
  }
}
