package org.guanjia.people;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.guanjia.linkage.Reason;
import org.guanjia.places.Places;
import org.guanjia.places.SubArea;
import org.guanjia.places.Village;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** Masked facts, reasons and what else a row tells, in the viewer's language. */
public final class DoubtText {

  private final Page page;
  private final Places places;

  DoubtText(Page page, Places places) {
    this.page = page;
    this.places = places;
  }

  public String label(Attribute attribute) {
    return page.t("people.attribute." + attribute);
  }

  /** A value out of {@link DoubtView}; a dash for none. */
  public String value(Attribute attribute, Map<Attribute, String> facts) {
    String text = facts.get(attribute);
    if (text == null) return "—";
    Locale locale = page.locale();
    return switch (attribute) {
      case SEX -> page.t("people.sex." + text);
      case ETHNIC_GROUP -> page.tOr("people.ethnic." + text, text);
      case VILLAGE -> village(text);
      case GROUP -> places.group(text).map((SubArea area) -> area.name(locale)).orElse(text);
      case GRID -> places.grid(text).map((SubArea area) -> area.name(locale)).orElse(text);
      case REGISTERED, RESIDENT -> page.t(Boolean.parseBoolean(text) ? "doubts.yes" : "doubts.no");
      case GUARDIAN -> page.t("doubts.person", text);
      default -> text;
    };
  }

  public String name(DoubtView.Candidate candidate) {
    return value(Attribute.NAME, candidate.facts());
  }

  /** The name of a village; empty for none. */
  public String village(@Nullable String code) {
    return code == null ? "" : places.village(code).map((Village village) -> village.name(page.locale())).orElse(code);
  }

  /** Which office said so; in words where nobody said which. */
  public String source(Doubt doubt) {
    return switch (doubt.source()) {
      case RowReading.IMPORTED -> page.t("doubts.source.import");
      case Doubles.SOURCE -> page.t("doubts.source.register");
      default -> doubt.source();
    };
  }

  /** Field, what agrees or not, and how much it counts. */
  public String reason(Reason reason) {
    String weight = "%+.0f".formatted(reason.weight());
    return page.t("doubts.because", page.t(reason.field().messageKey()), page.t(reason.level().messageKey()), weight);
  }

  /** 97 % for 0.97; never a round hundred, for certain it is not. */
  public String percent(double probability) {
    return probability >= 0.995 ? "> 99 %" : probability < 0.01 ? "< 1 %" : "%.0f %%".formatted(100 * probability);
  }

  /** What the row tells beside the person: label and text. */
  public Map<String, String> more(DoubtView view) {
    Map<String, String> texts = new LinkedHashMap<>();
    new TreeMap<>(view.more()).forEach((field, value) -> {
      String label = page.tOr(view.doubt().target() + ".import.field." + field, "");
      if (!label.isEmpty()) texts.put(label, told(field, value));
    });
    return texts;
  }

  private String told(String field, String value) {
    return switch (field) {
      case "relation" -> page.tOr("people.relation." + value, value);
      case "guardian" -> Mask.identity(value);
      case "kind" -> page.tOr("people.group." + value, page.tOr("people.event." + value, value));
      default -> value;
    };
  }
}
