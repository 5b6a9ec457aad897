package org.guanjia.simulation;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.guanjia.people.MarkedExport;
import org.guanjia.people.Nameplate;
import org.guanjia.people.Nameplates;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Of whom something comes out otherwise, as a list that opens page by page and leaves marked. */
@Component
class AffectedPeople {

  static final int PAGE_SIZE = 50;
  private static final int NAMED_AT_ONCE = 500;

  private final Simulations simulations;
  private final Nameplates nameplates;
  private final MarkedExport export;

  AffectedPeople(Simulations simulations, Nameplates nameplates, MarkedExport export) {
    this.simulations = simulations;
    this.nameplates = nameplates;
    this.export = export;
  }

  static EffectFilter filter(Map<String, String> parameters) {
    return new EffectFilter(
        code(parameters.get("programme")), oneOf(Effect.Kind.class, parameters.get("kind")), code(parameters.get("village")), oneOf(AgeGroup.class, parameters.get("age")),
        code(parameters.get("sex")));
  }

  static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, @Nullable String typed) {
    return typed == null ? null : Arrays.stream(type.getEnumConstants()).filter(each -> each.name().equalsIgnoreCase(typed.strip())).findFirst().orElse(null);
  }

  private static @Nullable String code(@Nullable String typed) {
    return typed == null || !typed.strip().matches("[A-Za-z0-9-]{1,40}") ? null : typed.strip();
  }

  static EffectFilter.@Nullable Place place(@Nullable String typed) {
    if (typed == null || !typed.matches("[0-9]{1,18}-[a-z][a-z0-9-]{1,39}")) return null;
    int dash = typed.indexOf('-');
    return new EffectFilter.Place(Long.parseLong(typed.substring(0, dash)), typed.substring(dash + 1));
  }

  static String place(Effect effect) {
    return effect.personId() + "-" + effect.programme();
  }

  static Map<String, String> parameters(EffectFilter filter) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (filter.programme() != null) parameters.put("programme", filter.programme());
    if (filter.kind() != null) parameters.put("kind", SimulationWords.lower(filter.kind()));
    if (filter.village() != null) parameters.put("village", filter.village());
    if (filter.ages() != null) parameters.put("age", SimulationWords.lower(filter.ages()));
    if (filter.sex() != null) parameters.put("sex", filter.sex());
    return parameters;
  }

  private static String query(EffectFilter filter, @Nullable String after) {
    var builder = UriComponentsBuilder.newInstance();
    parameters(filter).forEach(builder::queryParam);
    if (after != null) builder.queryParam("after", after);
    return builder.build().toUriString();
  }

  AffectedList list(Page page, Simulation simulation, SimulationWords words, EffectFilter filter, @Nullable String after) {
    String path = "/simulations/" + simulation.id() + "/people";
    List<Effect> found = simulations.effects(simulation.id(), filter, place(after), PAGE_SIZE + 1);
    List<Effect> shown = found.subList(0, Math.min(found.size(), PAGE_SIZE));
    String next = found.size() > PAGE_SIZE ? path + query(filter, place(shown.getLast())) : null;
    return new AffectedList(
        simulation, words, filter, shown, names(shown), choices(page, words, simulation), query(filter, null), next, place(after) == null ? null : path + query(filter, null));
  }

  Map<Long, String> names(List<Effect> effects) {
    Map<Long, String> names = new HashMap<>();
    nameplates.of(effects.stream().map(Effect::personId).distinct().toList()).forEach(plate -> names.put(plate.id(), name(plate)));
    return names;
  }

  private static String name(Nameplate plate) {
    return plate.child() ? Mask.name(plate.name()) : plate.name();
  }

  private static Map<String, List<Choice>> choices(Page page, SimulationWords words, Simulation simulation) {
    Figures figures = simulation.figures();
    Map<String, List<Choice>> choices = new HashMap<>();
    choices.put("kind", Arrays.stream(Effect.Kind.values()).map(kind -> Choice.of(SimulationWords.lower(kind), page.t("simulation.kind." + kind))).toList());
    if (figures == null) return choices;
    choices.put("programme", figures.programmes().stream().filter(Figures.Tally::changed).map(each -> Choice.of(each.key(), words.programme(each.key()))).toList());
    choices.put("village", figures.villages().stream().map(each -> Choice.of(each.key().isEmpty() ? EffectFilter.NONE : each.key(), words.village(each.key()))).toList());
    choices.put("age", figures.ages().stream().map(each -> Choice.of(each.key().toLowerCase(Locale.ROOT), words.age(each.key()))).toList());
    choices.put("sex", figures.sexes().stream().map(each -> Choice.of(each.key().isEmpty() ? EffectFilter.NONE : each.key(), words.sex(each.key()))).toList());
    return choices;
  }

  private record Named(Effect effect, @Nullable String name) {}

  void send(Page page, HttpServletResponse response, SheetFormat format, Simulation simulation, SimulationWords words, EffectFilter filter) {
    List<Export.Column<Named>> columns = List.of(
        new Export.Column<>(page.t("register.number"), row -> row.effect().personId()), new Export.Column<>(page.t("people.attribute.NAME"), Named::name),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), row -> row.effect().village() == null ? null : words.village(row.effect().village())),
        new Export.Column<>(page.t("simulation.column.age"), row -> row.effect().age() < 0 ? null : row.effect().age()),
        new Export.Column<>(page.t("people.attribute.SEX"), row -> row.effect().sex() == null ? null : words.sex(row.effect().sex())),
        new Export.Column<>(page.t("simulation.column.programme"), row -> words.programme(row.effect().programme())),
        new Export.Column<>(page.t("simulation.column.kind"), row -> page.t("simulation.kind." + row.effect().kind())),
        new Export.Column<>(page.t("simulation.column.before"), row -> said(page, row.effect().before(), row.effect().fenBefore())),
        new Export.Column<>(page.t("simulation.column.after"), row -> said(page, row.effect().after(), row.effect().fenAfter())),
        new Export.Column<>(page.t("simulation.column.difference"), row -> yuan(row.effect().fenAfter() - row.effect().fenBefore())));
    String name = page.t("simulation.people.of", SimulationViews.title(words, simulation));
    export.send(page, response, format, name, columns, () -> named(simulations.stream(simulation.id(), filter)), row -> row.effect().personId());
  }

  /** An amount as a number, or what the answer is instead of one. */
  private static Object said(Page page, Answer answer, long fen) {
    return answer == Answer.YES ? yuan(fen) : page.t("simulation.answer." + answer);
  }

  static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }

  /** With their names, some hundreds asked for at once; whom the viewer does not see is left out. */
  private Stream<Named> named(Stream<Effect> effects) {
    Iterator<Effect> all = effects.iterator();
    Iterator<List<Named>> chunks = new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public List<Named> next() {
        List<Effect> chunk = new ArrayList<>(NAMED_AT_ONCE);
        while (chunk.size() < NAMED_AT_ONCE && all.hasNext()) chunk.add(all.next());
        Map<Long, String> names = names(chunk);
        return chunk.stream().filter(each -> names.containsKey(each.personId())).map(each -> new Named(each, names.get(each.personId()))).toList();
      }
    };
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(chunks, 0), false).flatMap(List::stream).onClose(effects::close);
  }
}
