package org.guanjia.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.linkage.Decision.Candidate;
import org.guanjia.linkage.PersonNames;
import org.guanjia.linkage.Traits;
import org.guanjia.linkage.Verdict;
import org.guanjia.people.Matching.Found;
import org.guanjia.people.Matching.Someone;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whom in the register the rows of another office's list are of, by the same linkage as every list of people; nothing is written into the register,
 * and nobody is registered by it. The number of statements does not depend on the number of rows.
 */
@Component
public class Recognition {

  private static final int CANDIDATES_MAX = 5;

  private final PeopleFields fields;
  private final RowReading rows;
  private final Population population;
  private final KnownPeople known;
  private final Fingerprints fingerprints;

  Recognition(PeopleFields fields, RowReading rows, Population population, KnownPeople known, Fingerprints fingerprints) {
    this.fields = fields;
    this.rows = rows;
    this.population = population;
    this.known = known;
    this.fingerprints = fingerprints;
  }

  /** How a row was recognised. */
  public enum How {
    /** Its number and name are those of a person. */
    NUMBER,
    /** By name, birth and whatever else the row tells, beyond doubt. */
    LIKENESS,
    /** Somebody must look. */
    DOUBTFUL,
    /** Of nobody in the register. */
    NOBODY
  }

  /**
   * A row as it was read.
   *
   * @param row number in its file
   * @param number of the document as the row has it, also one that cannot be; null for none
   * @param person null unless recognised
   * @param candidates who may be meant of a doubtful row, the likeliest first
   * @param identity equal for rows that name the same person the same way; to be kept as a fingerprint only
   */
  public record Told(
      int row, String name, @Nullable String number, @Nullable LocalDate birth, @Nullable String village, How how, @Nullable Long person, List<Long> candidates, String identity) {}

  /** The columns by which a list tells of people, under every heading that offices write. */
  public List<ImportField<?>> fields() {
    return List.of(fields.name, fields.documentKind, fields.document, fields.sex, fields.birth, fields.phones, fields.address, fields.village, fields.group);
  }

  /** Reads the rows, refuses cell by cell what cannot be, and recognises the rest. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Told> recognise(ImportBatch batch) {
    List<PersonRow> read = rows.read(batch, row -> Map.of());
    Map<Integer, Traits> traits = new HashMap<>();
    read.forEach(row -> traits.put(row.number(), fingerprints.traits(forTraits(row))));
    Matching matching = new Matching(population.linkage());
    Set<Long> documents = new HashSet<>();
    for (PersonRow row : read) if (row.documentSound()) documents.add(fingerprints.wholeDocument(row.facts().document().number()));
    known.addTo(matching, documents);
    Map<Integer, Set<Long>> keys = new HashMap<>();
    Set<Long> all = new HashSet<>();
    for (PersonRow row : read) {
      Traits of = Objects.requireNonNull(traits.get(row.number()));
      Someone someone = matching.withDocument(of);
      if (someone != null && Matching.plain(of, someone)) continue;
      Set<Long> own = new LinkedHashSet<>();
      Arrays.stream(fingerprints.likeness(of)).forEach(own::add);
      keys.put(row.number(), own);
      all.addAll(own);
    }
    known.addTo(matching, all);
    List<Told> told = new ArrayList<>();
    for (PersonRow row : read) told.add(told(row, matching.find(Objects.requireNonNull(traits.get(row.number())), keys.getOrDefault(row.number(), Set.of()))));
    return told;
  }

  private static Told told(PersonRow row, Found found) {
    Someone someone = found.someone();
    Long person = found.verdict() == Verdict.MATCH && someone != null && someone.seen() ? Long.valueOf(someone.id()) : null;
    How how = person != null ? found.byDocument() ? How.NUMBER : How.LIKENESS : found.verdict() == Verdict.DIFFERENT || someone == null ? How.NOBODY : How.DOUBTFUL;
    List<Long> candidates = how == How.DOUBTFUL ? found.candidates().stream().map(Candidate::person).distinct().limit(CANDIDATES_MAX).toList() : List.of();
    Facts facts = row.facts();
    String name = Objects.requireNonNull(row.typed().name());
    String number = row.typed().document().number().isEmpty() ? null : row.typed().document().number();
    return new Told(row.number(), name, number, facts.birth(), facts.village(), how, person, candidates, identity(row, name, facts));
  }

  /** By a sound number alone; without one by what else the row tells. */
  private static String identity(PersonRow row, String name, Facts facts) {
    if (row.documentSound()) return facts.document().kind() + " " + facts.document().number();
    return String.join("\n", PersonNames.normal(name), String.valueOf(facts.birth()), String.valueOf(facts.sex()), String.valueOf(facts.village()));
  }

  /** A wrong number of another country's document tells nothing that linkage could use. */
  private static Facts forTraits(PersonRow row) {
    boolean useless = !row.documentSound() && row.typed().document().kind() != DocumentKind.RESIDENT_ID;
    return useless ? row.withoutDocument() : row.typed();
  }
}
