package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.people.Attribute;
import org.guanjia.people.RegisterReading;
import org.guanjia.people.RegisterReading.InMonth;
import org.guanjia.people.RegisterReading.OfGroup;
import org.guanjia.people.RegisterReading.SaidBy;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Condition;
import org.guanjia.rules.Decision;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says why, in plain words: the row of the table, the facts with who said them and by which paper, what would have to change, what is unknown and which
 * paper would settle it. Rendered when it is asked for, from what is kept.
 */
@Service
@Transactional(readOnly = true)
public class Reasons {

  private static final Map<String, Attribute> ATTRIBUTES = Map.of(
      "birth", Attribute.BIRTH, "sex", Attribute.SEX, "registered", Attribute.REGISTERED, "resident", Attribute.RESIDENT, "registered_since", Attribute.REGISTERED,
      "died_on", Attribute.DIED_ON, "moved_out_on", Attribute.RESIDENT);

  private final Programmes programmes;
  private final RegisterReading register;
  private final CompleteLists lists;
  private final List<FactSource> sources;

  Reasons(Programmes programmes, RegisterReading register, CompleteLists lists, List<FactSource> sources) {
    this.programmes = programmes;
    this.register = register;
    this.lists = lists;
    this.sources = sources;
  }

  /** Why each programme says what it says, in the order of the programmes. */
  public List<Explanation> of(Page page, Determination determination) {
    Map<String, String> names = programmes.names(page.locale());
    Map<String, List<String>> origins = origins(page, determination);
    return determination.findings().stream().map(finding -> explained(page, determination, finding, names, origins)).toList();
  }

  private Explanation explained(Page page, Determination determination, Determination.Finding finding, Map<String, String> names, Map<String, List<String>> origins) {
    Decision decision = finding.decision();
    Entitlement entitlement = finding.entitlement();
    String name = names.getOrDefault(entitlement.programme(), entitlement.programme());
    Version version = programmes.version(entitlement.programme(), finding.version()).orElse(null);
    int row = decision.row() >= 0 ? decision.row() : decision.nearest();
    DmnTable.Row written = version == null || row < 0 ? null : written(version, row);
    String note = written == null ? "" : written.note();
    List<Explanation.Value> values = version == null ? List.of() : values(page, version, determination.month(), written);
    List<Explanation.Line> met = lines(page, determination, decision.satisfied(), origins);
    List<Explanation.Line> toChange = lines(page, determination, decision.failed(), origins);
    List<Explanation.Missing> missing = decision.missing().stream()
        .map(fact -> new Explanation.Missing(fact.code(), FactWords.name(page, fact), FactWords.paper(page, fact))).toList();
    String bound = !entitlement.bound() ? null : page.t(switch (entitlement.answer()) {
      case YES -> "benefits.reason.capped";
      case NO -> "benefits.reason.excluded";
      case UNKNOWN -> "benefits.reason.open";
    });
    return new Explanation(
        entitlement.programme(), name, entitlement.answer(), entitlement.amountFen(), tone(entitlement.answer()),
        sentence(page, determination.month(), name, entitlement, decision, row < 0 ? "" : byRow(page, row, note, values), missing), row < 0 ? null : row + 1, note, met, toChange, missing,
        values, bound, finding.version());
  }

  private static String sentence(
      Page page, YearMonth month, String name, Entitlement entitlement, Decision decision, String of, List<Explanation.Missing> missing) {
    String in = MonthWords.text(page, month);
    if (entitlement.bound() && entitlement.answer() == Answer.NO) return page.t("benefits.reason.bound", in, name, of);
    if (entitlement.bound() && entitlement.answer() == Answer.UNKNOWN) return page.t("benefits.reason.boundOpen", in, name, of);
    return switch (entitlement.answer()) {
      case YES -> page.t("benefits.reason.YES", in, name, page.money(entitlement.amountFen()), of);
      case UNKNOWN -> page.t("benefits.reason.UNKNOWN", in, name, String.join(page.t("benefits.comma"), missing.stream().map(Explanation.Missing::fact).toList()));
      case NO -> decision.failed().isEmpty() ? page.t("benefits.reason.NO.row", in, name, of)
          : page.t("benefits.reason.NO", in, name, String.join(page.t("benefits.comma"), decision.failed().stream().map(Condition::label).distinct().toList()));
    };
  }

  /** The row, with the documents of the values it names, or that they await one. */
  private static String byRow(Page page, int row, String note, List<Explanation.Value> values) {
    String said = note.isEmpty() ? page.t("benefits.reason.row", row + 1) : page.t("benefits.reason.rowNoted", row + 1, note);
    List<Explanation.Value> named = values.stream().filter(Explanation.Value::named).toList();
    List<String> documents = named.stream().filter(Explanation.Value::confirmed).map(Explanation.Value::document).filter(java.util.Objects::nonNull).distinct().toList();
    List<String> open = named.stream().filter(value -> !value.confirmed()).map(Explanation.Value::name).toList();
    if (!documents.isEmpty()) said = page.t("benefits.reason.documents", said, String.join(page.t("benefits.comma"), documents));
    return open.isEmpty() ? said : page.t("benefits.reason.unconfirmed", said, String.join(page.t("benefits.comma"), open));
  }

  private static List<Explanation.Line> lines(Page page, Determination determination, List<Condition> conditions, Map<String, List<String>> origins) {
    return conditions.stream().filter(condition -> !condition.test().equals("-")).map(condition -> {
      List<String> who = condition.facts().stream().map(SheetMaker.VOCABULARY::settledBy).distinct().flatMap(fact -> origins.getOrDefault(fact.code(), List.of()).stream()).distinct().toList();
      return new Explanation.Line(condition.label(), FactWords.asked(page, condition.resolved()), is(page, determination, condition), who);
    }).toList();
  }

  /** What holds of the person: the one fact in words, or what the expression came to. */
  private static String is(Page page, Determination determination, Condition condition) {
    Set<Fact> facts = condition.facts();
    if (facts.size() == 1) {
      Fact fact = facts.iterator().next();
      if (!fact.derived()) return FactWords.value(page, fact, determination.sheet().raw()[fact.place()]);
      if (condition.value() == null) return page.t("benefits.unknown");
      Fact of = SheetMaker.VOCABULARY.settledBy(fact);
      String raw = FactWords.value(page, of, determination.sheet().raw()[of.place()]);
      return page.t("benefits.derived", FactWords.literal(page, condition.value()), FactWords.name(page, of), raw);
    }
    return condition.value() == null ? page.t("benefits.unknown") : FactWords.literal(page, condition.value());
  }

  /** The month's values, those that the row names first. */
  private static List<Explanation.Value> values(Page page, Version version, YearMonth month, DmnTable.@Nullable Row row) {
    Set<String> named = row == null ? Set.of() : row.names();
    return version.parameters().stream().filter(each -> !each.from().isAfter(month.atDay(1)) && (each.to() == null || !each.to().isBefore(month.atDay(1))))
        .map(each -> new Explanation.Value(
            page.tOr("benefits.parameter." + each.name(), each.name()), FactWords.literal(page, each.value()), each.document(), each.confirmed(), named.contains(each.name())))
        .sorted(Comparator.comparing(value -> !value.named())).toList();
  }

  private static DmnTable.@Nullable Row written(Version version, int row) {
    return DmnDocument.read(version.dmn()).flatMap(document -> document.tables().stream().filter(table -> table.decision().equals(DmnTable.ENTITLEMENT)).findFirst())
        .filter(table -> row < table.rows().size()).map(table -> table.rows().get(row)).orElse(null);
  }

  static Tone tone(Answer answer) {
    return switch (answer) {
      case YES -> Tone.SUCCESS;
      case NO -> Tone.NEUTRAL;
      case UNKNOWN -> Tone.WARNING;
    };
  }

  /** Who said each fact, by its code. */
  private Map<String, List<String>> origins(Page page, Determination determination) {
    Map<String, List<String>> origins = new LinkedHashMap<>();
    Map<Attribute, SaidBy> said = register.saidBy(determination.personId(), determination.month().atEndOfMonth(), determination.knownAt());
    ATTRIBUTES.forEach((code, attribute) -> {
      SaidBy by = said.get(attribute);
      if (by != null) add(origins, code, page.t("benefits.origin.said", by.source(), page.date(by.since())));
    });
    for (InMonth person : register.of(List.of(determination.personId()), determination.month(), determination.knownAt())) {
      for (OfGroup group : person.groups()) codes(group.kind()).forEach(code -> add(origins, code, origin(page, group)));
      Set<SpecialGroup> memberships = person.groups().stream().map(OfGroup::kind).collect(Collectors.toSet());
      sources.forEach(source -> source.in(person.records(), determination.month(), determination.knownAt()).values().forEach(known -> known.forEach(fact ->
          settled(fact, memberships).forEach(code -> origins.put(code, new ArrayList<>(List.of(origin(page, fact))))))));
    }
    lists.all().stream().filter(list -> list.withdrawnAt() == null && !list.asOf().isAfter(determination.month().atEndOfMonth()))
        .forEach(list -> codes(list.kind()).stream().filter(code -> !origins.containsKey(code)).forEach(code -> add(origins, code, list.document() == null
            ? page.t("benefits.origin.list", list.source(), page.date(list.asOf())) : page.t("benefits.origin.listNumbered", list.source(), page.date(list.asOf()), list.document()))));
    return origins;
  }

  /** The facts that are what they are because of that statement; of a group that the register knows the person to be of, the membership counts. */
  private static List<String> settled(FactSource.Known fact, Set<SpecialGroup> memberships) {
    SpecialGroup denied = SheetMaker.denied(fact.fact(), fact.held());
    if (denied == null) return List.of(fact.fact().code());
    return memberships.contains(denied) ? List.of() : codes(denied);
  }

  private static String origin(Page page, OfGroup group) {
    return group.evidence() == null ? page.t("benefits.origin.said", group.source(), page.date(group.since()))
        : page.t("benefits.origin.paper", group.source(), page.date(group.since()), group.evidence());
  }

  private static String origin(Page page, FactSource.Known fact) {
    String source = fact.source().startsWith("benefits.") ? page.t(fact.source()) : fact.source();
    @Nullable String document = fact.document();
    if (SheetMaker.denied(fact.fact(), fact.held()) != null) {
      return document == null ? page.t("benefits.origin.not", source, page.date(fact.since())) : page.t("benefits.origin.notPaper", source, page.date(fact.since()), document);
    }
    return document == null ? page.t("benefits.origin.said", source, page.date(fact.since())) : page.t("benefits.origin.paper", source, page.date(fact.since()), document);
  }

  private static List<String> codes(SpecialGroup kind) {
    return SheetMaker.VOCABULARY.raw().stream().filter(fact -> SheetMaker.listOf(fact) == kind).map(Fact::code).toList();
  }

  private static void add(Map<String, List<String>> origins, String code, String origin) {
    origins.computeIfAbsent(code, any -> new ArrayList<>()).add(origin);
  }
}
