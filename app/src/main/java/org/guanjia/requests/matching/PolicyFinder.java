package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.POLICY;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.PolicyRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which of the town's existing policies covers a matter: a wish is only for what none of them covers. */
@Service
public class PolicyFinder {

  /** More active policies than a town has departments times ten; the oldest beyond them would not be looked at. */
  private static final int POLICIES_MAX = 1_000;

  private static final int SHOWN_MAX = 5;

  /** A policy that shares less of what a matter or its title says is not worth a look. */
  private static final double COVERED_LEAST = 0.12;

  private static final double IN_TITLE = 1.0;
  private static final double IN_KEYWORDS = 1.0;
  private static final double IN_COVERS = 0.7;
  private static final double IN_SUMMARY = 0.5;

  /** A thing or state named counts like so many ordinary words: 老人金 and 高龄津贴 share no character. */
  private static final double IDEA_WEIGHT = 4;

  /**
   * A policy that may cover the matter.
   *
   * @param percent share of what the matter, or its title, says that the policy speaks of, 0 to 100
   * @param sharedWords the words both have
   */
  public record Match(
      long id,
      String department,
      String title,
      String summary,
      @Nullable String covers,
      @Nullable String documentNumber,
      @Nullable String howToApply,
      @Nullable String url,
      int percent,
      List<String> sharedWords) {}

  private record Part(Reading reading, double weight) {}

  private record Read(PolicyRecord policy, List<Part> parts, Reading whole) {}

  private record Scored(Read read, double score) {}

  private final DSLContext sql;

  PolicyFinder(DSLContext sql) {
    this.sql = sql;
  }

  /** For a request of the town, by its words and by its title, which says it without the story; empty when there is no such request. */
  @Transactional(readOnly = true)
  public List<Match> forRequest(String code) {
    return requestOf(code).map(request -> matching(List.of(Reading.of(Wordings.matter(request).text(), ""), Reading.of(request.getTitle(), "")))).orElse(List.of());
  }

  /** For any words; the likeliest first, at most five. */
  @Transactional(readOnly = true)
  public List<Match> matching(String words) {
    return matching(List.of(Reading.of(words, "")));
  }

  /** By what of it a policy speaks most of. */
  private List<Match> matching(List<Reading> asked) {
    var policies = read();
    var known = Frequencies.over(policies.stream().map(Read::whole).toList());
    return policies.stream()
        .map(read -> new Scored(read, asked.stream().mapToDouble(one -> score(one, read, known)).max().orElse(0)))
        .filter(scored -> scored.score() >= COVERED_LEAST)
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(scored -> scored.read().policy().getId()))
        .limit(SHOWN_MAX)
        .map(scored -> match(scored, asked.getFirst()))
        .toList();
  }

  private List<Read> read() {
    return sql
        .selectFrom(POLICY)
        .where(POLICY.TOWN.eq(TownContext.required().town()))
        .and(POLICY.ACTIVE)
        .orderBy(POLICY.ID.desc())
        .limit(POLICIES_MAX)
        .fetch()
        .stream()
        .map(PolicyFinder::read)
        .toList();
  }

  private static Read read(PolicyRecord policy) {
    var parts = new ArrayList<Part>();
    var whole = new StringBuilder();
    addPart(parts, whole, policy.getTitle(), IN_TITLE);
    addPart(parts, whole, policy.getKeywords(), IN_KEYWORDS);
    addPart(parts, whole, policy.getCovers(), IN_COVERS);
    addPart(parts, whole, policy.getSummary(), IN_SUMMARY);
    return new Read(policy, parts, Reading.of(whole.toString(), ""));
  }

  private static void addPart(List<Part> parts, StringBuilder whole, @Nullable String text, double weight) {
    if (text == null || text.isBlank()) return;
    parts.add(new Part(Reading.of(text, ""), weight));
    whole.append(text).append('\n');
  }

  /** Each piece of the question counts once, where the policy names it most prominently. */
  private static double score(Reading asked, Read policy, Frequencies known) {
    var all = total(asked, known);
    if (all == 0) return 0;
    var got = 0.0;
    for (int sound : asked.sounds()) got += known.weight(sound) * best(policy, part -> holds(part.sounds(), sound));
    for (int thing : asked.things()) got += IDEA_WEIGHT * known.weight(thing) * best(policy, part -> holds(part.things(), thing));
    for (int state : asked.states()) got += known.weight(state) * best(policy, part -> holds(part.states(), state));
    return got / all;
  }

  private static double total(Reading asked, Frequencies known) {
    return known.weight(asked.sounds()) + IDEA_WEIGHT * known.weight(asked.things()) + known.weight(asked.states());
  }

  private static double best(Read policy, java.util.function.Predicate<Reading> holds) {
    return policy.parts().stream().filter(part -> holds.test(part.reading())).mapToDouble(Part::weight).max().orElse(0);
  }

  private static boolean holds(int[] sorted, int piece) {
    return java.util.Arrays.binarySearch(sorted, piece) >= 0;
  }

  private static Match match(Scored scored, Reading asked) {
    var p = scored.read().policy();
    return new Match(
        p.getId(), p.getDepartment(), p.getTitle(), p.getSummary(), p.getCovers(), p.getDocumentNumber(), p.getHowToApply(), p.getUrl(),
        (int) Math.round(100 * Math.min(1, scored.score())), Reasons.sharedWords(asked, scored.read().whole()));
  }

  private Optional<RequestRecord> requestOf(String code) {
    return sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(TownContext.required().town())).and(REQUEST.CODE.eq(code)).fetchOptional();
  }
}
