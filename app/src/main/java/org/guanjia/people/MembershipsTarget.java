package org.guanjia.people;

import static java.util.Map.entry;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.guanjia.platform.web.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists of special groups as civil affairs, the disabled persons' federation and the veterans' station keep them. */
@Component
class MembershipsTarget implements ImportTarget {

  static final String NAME = "groups";

  /** Ticked for a list of the disabled that does not say so in each row. */
  private static final String ALL_DISABLED = "allDisabled";

  /** 残疾人证: the resident number, category and grade (GB/T 26341). */
  private static final Pattern DISABILITY_CARD = Pattern.compile("[0-9]{17}[0-9Xx]([1-7])([1-4])(?:[Bb][0-9])?");

  private final ImportField<SpecialGroup> kind;
  private final ImportField<String> category = ImportField.text("category", 40).alias("类别", "残疾类别", "救助类别", "类型", "优抚类别", "病种", "category").map(MembershipsTarget::disability);
  private final ImportField<String> grade = ImportField.text("grade", 20).alias("等级", "残疾等级", "级别", "失能等级", "grade").map(MembershipsTarget::grade);
  private final ImportField<LocalDate> since = ImportField.date("since").alias("起始日期", "开始日期", "认定日期", "批准日期", "享受开始日期", "纳入日期", "发证日期", "since");
  private final ImportField<LocalDate> until = ImportField.date("until").alias("终止日期", "结束日期", "停发日期", "退出日期", "取消日期", "until");
  private final ImportField<LocalDate> reviewOn = ImportField.date("reviewOn").alias("复核日期", "下次复核", "下次复核日期", "有效期至", "到期日期", "review date");
  private final ImportField<String> evidence = ImportField.text("evidence", 500).alias("依据", "证明", "证明材料", "文号", "批准文号", "证书编号", "认定依据", "evidence");

  private final PeopleFields fields;
  private final RowReading rows;
  private final PeopleIntake intake;
  private final MembershipRows memberships;

  MembershipsTarget(PeopleFields fields, RowReading rows, PeopleIntake intake, MembershipRows memberships, Messages messages) {
    this.fields = fields;
    this.rows = rows;
    this.intake = intake;
    this.memberships = memberships;
    this.kind = ImportField.oneOf("kind", kinds(messages)).alias("对象类别", "特殊群体", "人员类别", "群体", "对象类型", "救助类型", "群体类别", "special group");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Permission permission() {
    return Permission.PEOPLE_EDIT;
  }

  @Override
  public List<ImportField<?>> fields() {
    return Stream.concat(Stream.of(kind, category, grade, since, until, reviewOn, evidence), fields.ofPerson().stream()).toList();
  }

  @Override
  public List<String> options() {
    return List.of(ALL_DISABLED, PeopleIntake.REGISTER_WITHOUT_DOCUMENT);
  }

  @Override
  public void take(ImportBatch batch) {
    for (ImportRow row : batch.standing()) if (kind(batch, row) == null) batch.refuse(row, kind, "groups.import.kind");
    Map<Integer, ImportRow> raw = batch.standing().stream().collect(Collectors.toMap(ImportRow::number, row -> row));
    List<PersonRow> read = rows.read(batch, row -> membership(batch, row)).stream().filter(row -> sound(batch, Objects.requireNonNull(raw.get(row.number())), row)).toList();
    intake.take(batch, read, row -> true, memberships);
  }

  private Map<String, String> membership(ImportBatch batch, ImportRow row) {
    Map<String, String> more = new HashMap<>();
    put(more, MembershipRows.KIND, kind(batch, row));
    put(more, MembershipRows.CATEGORY, row.get(category));
    put(more, MembershipRows.GRADE, row.get(grade));
    put(more, MembershipRows.SINCE, row.get(since));
    put(more, MembershipRows.UNTIL, row.get(until));
    put(more, MembershipRows.REVIEW_ON, row.get(reviewOn));
    put(more, MembershipRows.EVIDENCE, row.get(evidence));
    String number = row.get(fields.document);
    Matcher card = number == null ? null : DISABILITY_CARD.matcher(number);
    if (card != null && card.matches() && kind(batch, row) == SpecialGroup.DISABLED) {
      more.putIfAbsent(MembershipRows.CATEGORY, card.group(1));
      more.putIfAbsent(MembershipRows.GRADE, card.group(2));
    }
    return more;
  }

  private @Nullable SpecialGroup kind(ImportBatch batch, ImportRow row) {
    SpecialGroup told = row.get(kind);
    return told != null ? told : batch.ticked(ALL_DISABLED) ? SpecialGroup.DISABLED : null;
  }

  private boolean sound(ImportBatch batch, ImportRow raw, PersonRow row) {
    LocalDate from = raw.get(since);
    LocalDate to = raw.get(until);
    LocalDate birth = row.facts().birth();
    if (from != null && birth != null && from.isBefore(birth)) batch.refuse(raw, since, "groups.import.beforeBirth", from, birth);
    else if (to != null && from != null && to.isBefore(from)) batch.refuse(raw, until, "groups.import.until", to, from);
    else return true;
    return false;
  }

  /** 肢体 and 肢体残疾 are code 4 of GB/T 26341; what names no disability stays as it is. */
  private static String disability(String typed) {
    int code = List.of("视力", "听力", "言语", "肢体", "智力", "精神", "多重").indexOf(typed.replaceAll("残疾$", ""));
    return code < 0 ? typed : String.valueOf(code + 1);
  }

  /** 一级, 1级 and 壹级 are 1. */
  private static String grade(String typed) {
    String bare = typed.replaceAll("级$", "");
    int grade = Math.max("一二三四".indexOf(bare), "壹贰叁肆".indexOf(bare));
    return bare.length() == 1 && grade >= 0 ? String.valueOf(grade + 1) : bare.matches("[1-4]") ? bare : typed;
  }

  private static void put(Map<String, String> more, String field, @Nullable Object value) {
    if (value != null) more.put(field, value.toString());
  }

  private static Map<String, SpecialGroup> kinds(Messages messages) {
    Map<String, SpecialGroup> words = new HashMap<>();
    for (SpecialGroup group : SpecialGroup.values()) {
      words.put(group.name(), group);
      for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) words.put(messages.text(locale, "people.group." + group), group);
    }
    Stream.of(
            entry(SpecialGroup.EXTREME_HARDSHIP, "特困 特困人员 特困供养人员 五保 五保户 特困人员救助供养"), entry(SpecialGroup.SUBSISTENCE, "低保对象 低保户 最低生活保障 最低生活保障对象"),
            entry(SpecialGroup.BORDERLINE, "低边 低边户 低保边缘户 低保边缘家庭 低保边缘家庭成员 低收入 低收入家庭"), entry(SpecialGroup.EXPENDITURE_HARDSHIP, "支出型困难家庭 支出型困难家庭成员 支出型"),
            entry(SpecialGroup.DISABLED, "残疾人 持证残疾人 残障"), entry(SpecialGroup.LEFT_BEHIND_CHILD, "农村留守儿童"), entry(SpecialGroup.CHILD_IN_DIFFICULTY, "困难儿童"),
            entry(SpecialGroup.ORPHAN, "事实无人抚养儿童"), entry(SpecialGroup.LIVING_ALONE, "独居 孤寡老人 独居长者"), entry(SpecialGroup.EMPTY_NEST, "空巢 空巢长者"),
            entry(SpecialGroup.OVER_80, "高龄 80岁以上 80周岁以上 80周岁以上老人 高龄津贴 高龄长者"), entry(SpecialGroup.INCAPACITATED, "失能老人 失能人员 失智 半失能"), entry(SpecialGroup.VETERAN, "退伍军人 退役士兵"),
            entry(SpecialGroup.PREFERENTIAL_TREATMENT, "优抚 重点优抚对象 烈属"), entry(SpecialGroup.LOST_ONLY_CHILD, "失独 失独家庭 失独家庭成员 计生特殊家庭"), entry(SpecialGroup.SERIOUS_ILLNESS, "重病 重大疾病 大病"))
        .forEach(each -> Arrays.stream(each.getValue().split(" ")).forEach(word -> words.put(word, each.getKey())));
    return words;
  }
}
