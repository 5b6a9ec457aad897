package org.guanjia.simulation;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guanjia.benefits.MonthWords;
import org.guanjia.benefits.ProgrammeLine;
import org.guanjia.places.Places;
import org.guanjia.platform.web.Page;

/** Figures and keys of a simulation in the reader's language. */
public final class SimulationWords {

  private final Page page;
  private final Map<String, String> programmes = new HashMap<>();
  private final Map<String, String> villages = new HashMap<>();

  SimulationWords(Page page, List<ProgrammeLine> programmes, Places places) {
    this.page = page;
    programmes.forEach(each -> this.programmes.put(each.code(), each.name(page.locale())));
    places.villages().forEach(each -> villages.put(each.code(), each.name(page.locale())));
  }

  public String programme(String code) {
    return programmes.getOrDefault(code, code);
  }

  public String village(String code) {
    return code.isEmpty() ? page.t("simulation.village.none") : villages.getOrDefault(code, code);
  }

  public String age(String group) {
    return page.t("simulation.age." + group);
  }

  public String sex(String sex) {
    return sex.isEmpty() ? page.t("simulation.sex.none") : page.t("people.sex." + sex);
  }

  /** Born 1940–1944. */
  public String cohort(int first) {
    return first == 0 ? page.t("simulation.cohort.none") : page.t("simulation.cohort", String.valueOf(first), String.valueOf(first + 4));
  }

  /** The name of a simulation: its title as a report, else what was tried in which month. */
  public String title(String title, List<String> tried, YearMonth month) {
    if (!title.isEmpty()) return title;
    return page.t("simulation.untitled", String.join(page.t("simulation.comma"), tried.stream().map(this::programme).toList()), MonthWords.text(page, month));
  }

  /** ¥1,234.50, with its sign also above zero. */
  public String signed(long fen) {
    return sign(fen) + page.money(Math.abs(fen));
  }

  /** Whole yuan, rounded half up. */
  public String yuan(long fen) {
    return (fen < 0 ? "−" : "") + page.number(whole(Math.abs(fen)));
  }

  public String signedYuan(long fen) {
    return sign(fen) + page.number(whole(Math.abs(fen)));
  }

  static long whole(long fen) {
    return (fen + 50) / 100;
  }

  private static String sign(long fen) {
    return fen > 0 ? "+" : fen < 0 ? "−" : "";
  }

  static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
