package org.guanjia.benefits;

import java.util.List;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;

/**
 * A draft as it is written.
 *
 * @param tables as they stand or were typed
 * @param parameters as they stand or were typed
 * @param facts the raw facts that the rules ask for, and those that the examples name
 * @param replaceable released versions that it may take the months of
 */
public record DraftView(
    ProgrammeLine programme, Version version, ProgrammeWords words, Check check, List<DmnTable> tables, List<Fact> facts, List<Choice> replaceable) {

  public String path() {
    return "/programmes/" + programme.code() + "/versions/" + version.number();
  }

  /** The programme's page with this version. */
  public String page() {
    return "/programmes/" + programme.code() + "?version=" + version.number();
  }

  public String factName(Page page, Fact fact) {
    return FactWords.name(page, fact);
  }

  /** What the fact's field may hold, in a hint; empty where it is chosen from a list. */
  public String factHint(Page page, Fact fact) {
    return switch (fact.kind()) {
      case NUMBER -> page.tOr("benefits.unit." + fact.code(), "0").replace("{0}", "0");
      case DATE -> fact.mayBeNone() ? page.t("benefits.examples.day.orNone") : page.t("benefits.examples.day");
      case BOOLEAN, TEXT -> "";
    };
  }

  /** What may be chosen for a fact; empty for one that is typed. */
  public List<Choice> factChoices(Page page, Fact fact) {
    return switch (fact.kind()) {
      case BOOLEAN -> List.of(Choice.of("true", FactWords.value(page, fact, 1)), Choice.of("false", FactWords.value(page, fact, 0)));
      case TEXT -> fact.values().stream().map(value -> Choice.of(value, FactWords.value(page, fact, fact.held(value)))).toList();
      case NUMBER, DATE -> List.of();
    };
  }

  /** A fact of an example as its field shows it. */
  public @Nullable String factValue(Page page, Fact fact, @Nullable String literal) {
    return literal == null ? null : FactLiteral.plain(fact, literal, page.t("benefits.none"));
  }
}
