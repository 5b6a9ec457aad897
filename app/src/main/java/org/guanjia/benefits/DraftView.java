package org.guanjia.benefits;

import java.util.List;
import org.guanjia.platform.ui.Choice;
import org.guanjia.rules.Fact;

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

  public String factName(org.guanjia.platform.web.Page page, Fact fact) {
    return FactWords.name(page, fact);
  }

  /** What the fact's field may hold, in a hint. */
  public String factHint(Fact fact) {
    return switch (fact.kind()) {
      case BOOLEAN -> "true / false";
      case NUMBER -> "0";
      case DATE -> fact.mayBeNone() ? "1940-01-31 / null" : "1940-01-31";
      case TEXT -> String.join(" / ", fact.values());
    };
  }
}
