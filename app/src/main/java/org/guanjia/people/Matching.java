package org.guanjia.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.linkage.Decision;
import org.guanjia.linkage.Decision.Candidate;
import org.guanjia.linkage.Linkage;
import org.guanjia.linkage.PersonNames;
import org.guanjia.linkage.Score;
import org.guanjia.linkage.Traits;
import org.guanjia.linkage.Verdict;
import org.jspecify.annotations.Nullable;

/** Whose the rows of a batch are: of somebody in the register, or of somebody an earlier row has just brought. */
final class Matching {

  /** A key that more share tells nothing; the same bound as in {@code people.alike}. */
  private static final int SHARERS_MAX = 50;

  /** Somebody a row may be of. */
  record Someone(long id, Traits traits, boolean seen) {}

  /** @param candidates the likeliest first */
  record Found(Verdict verdict, @Nullable Someone someone, boolean byDocument, List<Candidate<Long>> candidates) {}

  private final Linkage linkage;
  private final Map<Long, List<Someone>> byKey = new HashMap<>();
  private final Map<String, Someone> byDocument = new HashMap<>();

  Matching(Linkage linkage) {
    this.linkage = linkage;
  }

  void add(Someone someone, Collection<Long> keys) {
    for (Long key : keys) byKey.computeIfAbsent(key, any -> new ArrayList<>(1)).add(someone);
    if (someone.traits().document() != null) byDocument.putIfAbsent(someone.traits().document().index(), someone);
  }

  /** Somebody without a document is known by that of the row from now on. */
  void learn(Traits row, Someone someone) {
    if (row.document() != null && row.document().valid() && someone.traits().document() == null) byDocument.putIfAbsent(row.document().index(), someone);
  }

  @Nullable Someone withDocument(Traits traits) {
    Traits.Document document = traits.document();
    return document == null || !document.valid() ? null : byDocument.get(document.index());
  }

  /** Whether the document and the name leave no question. */
  static boolean plain(Traits row, Someone someone) {
    return PersonNames.normal(row.name()).equals(PersonNames.normal(someone.traits().name()));
  }

  Found find(Traits row, Collection<Long> keys) {
    Someone known = withDocument(row);
    if (known != null && plain(row, known)) return new Found(Verdict.MATCH, known, true, List.of(candidate(row, known)));
    Map<Someone, Traits> persons = new LinkedHashMap<>();
    // Whose the document is, and who else is like the row: the number may be a twin's.
    if (known != null) persons.put(known, known.traits());
    keys.forEach(key -> sharers(key).forEach(someone -> persons.put(someone, someone.traits())));
    Decision<Someone> decision = linkage.decide(row, persons);
    List<Candidate<Long>> candidates = decision.candidates().stream().map(each -> new Candidate<>(each.person().id(), each.score())).toList();
    Someone best = decision.candidates().isEmpty() ? null : decision.candidates().getFirst().person();
    // A document stays with whose it is, however much another is like the row.
    boolean another = known != null && best != known;
    return new Found(another ? Verdict.REVIEW : decision.verdict(), best, known != null, candidates);
  }

  /** How well a row fits somebody. */
  Candidate<Long> candidate(Traits row, Someone someone) {
    Score score = linkage.score(row, someone.traits());
    return new Candidate<>(someone.id(), score);
  }

  private List<Someone> sharers(Long key) {
    List<Someone> sharers = byKey.getOrDefault(key, List.of());
    return sharers.size() > SHARERS_MAX ? List.of() : sharers;
  }
}
