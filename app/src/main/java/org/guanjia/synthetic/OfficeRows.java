package org.guanjia.synthetic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The cells of a row, in the order of the office's headings. */
final class OfficeRows {

  private static final Map<String, String> RELATIONS = WordLists.pairs("relation");
  private static final Map<String, String> ETHNIC_GROUPS = WordLists.pairs("ethnic");
  private static final Map<String, String> GROUPS = WordLists.pairs("group");
  private static final Map<String, String> DISABILITIES = WordLists.pairs("disability");
  private static final Map<String, String> GRADES = WordLists.pairs("grade");

  private final TownPlan plan;

  OfficeRows(TownPlan plan) {
    this.plan = plan;
  }

  /** Rows above the headings: a title, then headings of headings. */
  List<List<String>> titles(Office office) {
    if (office != Office.CIVIL_AFFAIRS) return List.of();
    String title = "%s特殊群体台账（%d年%d月）".formatted(plan.town(), plan.today().getYear(), plan.today().getMonthValue());
    List<String> above = new ArrayList<>(Collections.nCopies(office.headings.size(), ""));
    above.set(0, "基本信息");
    above.set(office.headings.indexOf("人员类别"), "认定情况");
    above.set(office.headings.indexOf("银行账号"), "发放");
    return List.of(List.of(title), above);
  }

  List<@Nullable Object> police(Entry entry) {
    return cells(
        Long.toString(entry.household.serial() + 1), entry.name, entry.sex.word(), entry.birth, entry.number, ethnicGroup(entry.person),
        Objects.requireNonNull(RELATIONS.get(entry.person.relation())),
        entry.address, committee(entry.household.village()), asOf(entry));
  }

  /** The police know of everybody for a year, of whoever was born since from the birth on. */
  private LocalDate asOf(Entry entry) {
    LocalDate known = plan.today().minusYears(1);
    return entry.birth.isAfter(known) && !entry.birth.isAfter(plan.today()) ? entry.birth : known;
  }

  List<@Nullable Object> village(Entry entry, long number) {
    String group = entry.household.group() == 0 ? "" : entry.household.group() + "组";
    return cells(
        number, entry.household.village(), group, head(entry.household), entry.name, entry.sex.word(), entry.birth.toString(), entry.number,
        entry.phone, entry.address,
        entry.person.registered() ? "户籍" : "常住");
  }

  List<@Nullable Object> civilAffairs(Entry entry, SyntheticGroup group, long number) {
    String grade = group.grade() == null ? "" : GRADES.getOrDefault(group.grade(), "");
    return cells(
        number, entry.name, entry.sex.word(), entry.number, entry.household.village(), entry.address, entry.phone, GROUPS.get(group.kind()), grade,
        paper(group), group.since(), entry.person.bankCard());
  }

  List<@Nullable Object> disabled(Entry entry, SyntheticGroup group, SplittableRandom random) {
    return cells(
        entry.name, entry.sex.word(), ethnicGroup(entry.person), entry.number, spelled(entry.birth, random),
        DISABILITIES.get(Objects.requireNonNull(group.category())),
        GRADES.get(Objects.requireNonNull(group.grade())), spelled(group.since(), random), entry.phone, entry.address);
  }

  List<@Nullable Object> death(Entry entry) {
    return cells(entry.name, entry.sex.word(), entry.number, entry.birth, entry.person.died(), entry.address);
  }

  List<@Nullable Object> move(Entry entry, SplittableRandom random) {
    return cells(entry.name, entry.sex.word(), entry.number, Objects.requireNonNull(entry.person.movedOut()).toString(), entry.address,
        WordLists.of("destination").draw(random));
  }

  private static String committee(String village) {
    return village + (village.endsWith("社区") ? "居委会" : village.endsWith("村") ? "委会" : "村委会");
  }

  /** The paper's name alone: its number is, for some, the resident ID without a mistake. */
  private static String paper(SyntheticGroup group) {
    return group.evidence().substring(0, group.evidence().indexOf(' '));
  }

  private static String head(SyntheticHousehold household) {
    return household.members().stream().filter(each -> each.relation().equals("02")).findFirst().orElseThrow().name();
  }

  private static String ethnicGroup(SyntheticPerson person) {
    return Objects.requireNonNull(ETHNIC_GROUPS.get(person.ethnicGroup()));
  }

  private static String spelled(LocalDate day, SplittableRandom random) {
    String format = switch (random.nextInt(5)) {
      case 0 -> "%d-%02d-%02d";
      case 1 -> "%d/%d/%d";
      case 2 -> "%d年%d月%d日";
      case 3 -> "%d%02d%02d";
      default -> "%d.%d.%d";
    };
    return format.formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }

  private static List<@Nullable Object> cells(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
