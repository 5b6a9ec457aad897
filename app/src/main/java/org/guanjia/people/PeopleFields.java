package org.guanjia.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.web.Messages;
import org.springframework.stereotype.Component;

/** The columns by which files tell of a person, under the headings that police, village committees, civil affairs and the disabled persons' federation write. */
@Component
class PeopleFields {

  static final int NAME_LENGTH_MAX = 100;
  static final int ADDRESS_LENGTH_MAX = 200;

  final ImportField<String> name = ImportField.text("name", NAME_LENGTH_MAX).mandatory()
      .alias("姓名", "名字", "公民姓名", "人员姓名", "居民姓名", "成员姓名", "家庭成员姓名", "残疾人姓名", "老人姓名", "儿童姓名", "对象姓名", "保障对象姓名", "申请人姓名", "死者姓名", "死亡人员姓名", "迁出人", "迁入人", "full name");
  final ImportField<DocumentKind> documentKind;
  final ImportField<String> document = ImportField.code("document", 40)
      .alias("身份证号码", "身份证号", "公民身份号码", "公民身份证号码", "居民身份证号码", "身份证", "身份号码", "证件号码", "证件号", "残疾人证号", "残疾证号", "残疾证号码", "成员身份证号", "死者身份证号", "id number");
  final ImportField<Optional<Sex>> sex;
  final ImportField<LocalDate> birth = ImportField.date("birth").alias("出生日期", "出生年月日", "生日", "出生时间", "date of birth", "birthday");
  final ImportField<String> ethnicGroup;
  final ImportField<String> phones = ImportField.text("phones", 200)
      .alias("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "联系手机", "本人电话", "联系电话1", "phone", "mobile");
  final ImportField<String> otherPhones = ImportField.text("otherPhones", 200)
      .alias("其他电话", "固定电话", "家庭电话", "座机", "联系电话2", "备用电话", "监护人电话", "家属电话");
  final ImportField<String> address = ImportField.text("address", ADDRESS_LENGTH_MAX)
      .alias("住址", "地址", "现住址", "现住地址", "居住地址", "家庭住址", "家庭地址", "详细地址", "常住地址", "实际居住地址", "通讯地址", "户籍地址", "户口地址", "户口所在地", "原住址", "生前住址");
  final ImportField<String> village = ImportField.text("village", 60)
      .alias("村（社区）", "村", "社区", "村社区", "村居", "所属村", "所属村社区", "所在村", "所在村社区", "村委会", "居委会", "村（居）委会", "村居委会", "所属社区", "属地");
  final ImportField<String> group = ImportField.text("group", 60).alias("村小组", "小组", "村民小组", "组别", "组", "经济社");
  final ImportField<String> grid = ImportField.text("grid", 60).alias("网格", "所属网格", "网格编号", "网格名称");
  final ImportField<Boolean> registered = yesNo("registered", "户籍 本地 本地户籍 本镇 本村 户籍人口 在册", "非户籍 外地 非本地户籍 流动人口 外来人口 常住").alias("户籍", "是否户籍", "是否本地户籍", "户籍类型", "户籍状态", "人户情况", "是否在册");
  final ImportField<Boolean> resident = yesNo("resident", "常住 在住 常住人口 居住", "外出 不常住 空挂 空挂户 人户分离 不在").alias("常住", "是否常住", "居住状态", "是否在住", "居住情况");
  final ImportField<String> bankAccount = ImportField.code("bankAccount", 40).alias("银行账号", "银行卡号", "收款账号", "账号", "卡号", "发放账号", "社保卡银行账号", "开户账号", "bank account");
  final ImportField<String> guardian = ImportField.code("guardian", 40).alias("监护人身份证号", "监护人身份证号码", "监护人证件号码", "监护人身份证");
  final ImportField<String> household = ImportField.code("household", 40).alias("户号", "户口号", "户口簿号", "户籍号", "家庭编号", "户编号", "户籍户号", "household number");
  final ImportField<String> relation;
  final ImportField<LocalDate> validFrom = ImportField.date("validFrom").alias("生效日期", "起始日期", "变更日期", "数据日期", "统计日期", "valid from");

  PeopleFields(Messages messages) {
    documentKind = ImportField.oneOf("documentKind", documentKinds(messages)).alias("证件类型", "证件种类", "证件名称", "document type");
    sex = ImportField.oneOf("sex", sexes()).alias("性别", "gender");
    ethnicGroup = ImportField.oneOf("ethnicGroup", ethnicGroups(messages)).alias("民族", "民族代码", "ethnicity");
    relation = ImportField.oneOf("relation", relations(messages)).alias("与户主关系", "户主关系", "与户主的关系", "家庭关系", "与申请人关系", "关系", "relation to head");
  }

  /** The columns that all lists of people have. */
  List<ImportField<?>> ofPerson() {
    return List.of(name, documentKind, document, sex, birth, ethnicGroup, phones, otherPhones, address, village, group, grid, registered, resident, bankAccount);
  }

  /** A field of that name, to be named in a remark. */
  static ImportField<String> named(String field) {
    return ImportField.text(field, 1);
  }

  private static ImportField<Boolean> yesNo(String name, String yes, String no) {
    Map<String, Boolean> words = new HashMap<>();
    Arrays.stream((yes + " 是 有 对 √ yes y true 1").split(" ")).forEach(word -> words.put(word, true));
    Arrays.stream((no + " 否 无 × no n false 0").split(" ")).forEach(word -> words.put(word, false));
    return ImportField.oneOf(name, words);
  }

  private static Map<String, Optional<Sex>> sexes() {
    Map<String, Optional<Sex>> words = new HashMap<>();
    Arrays.stream("男 男性 1 m male".split(" ")).forEach(word -> words.put(word, Optional.of(Sex.MALE)));
    Arrays.stream("女 女性 2 f female".split(" ")).forEach(word -> words.put(word, Optional.of(Sex.FEMALE)));
    Arrays.stream("0 9 未知 未说明 不详 unknown".split(" ")).forEach(word -> words.put(word, Optional.empty()));
    return words;
  }

  private static Map<String, DocumentKind> documentKinds(Messages messages) {
    Map<String, DocumentKind> words = new HashMap<>();
    for (DocumentKind kind : DocumentKind.values()) {
      words.put(kind.name(), kind);
      for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) words.put(messages.text(locale, "people.document." + kind), kind);
    }
    Map<DocumentKind, String> others = Map.of(
        DocumentKind.RESIDENT_ID, "身份证 二代身份证 二代证 户口簿 户口本", DocumentKind.HK_MACAO_PERMIT, "港澳通行证 回乡证 港澳居民来往内地通行证（回乡证） 港澳居民通行证",
        DocumentKind.TAIWAN_PERMIT, "台胞证 台湾通行证 台湾居民通行证", DocumentKind.FOREIGN_PERMANENT_RESIDENCE, "外国人永居证 永久居留证", DocumentKind.NONE, "无 暂无 无证件");
    others.forEach((kind, list) -> Arrays.stream(list.split(" ")).forEach(word -> words.put(word, kind)));
    return words;
  }

  /** GB/T 3304, as code of one or two digits and as name with or without 族. */
  private static Map<String, String> ethnicGroups(Messages messages) {
    Map<String, String> words = codes(messages, "people.ethnic.");
    new ArrayList<>(words.keySet()).stream().filter(word -> word.endsWith("族") && word.length() > 2).forEach(word -> words.put(word.substring(0, word.length() - 1), words.get(word)));
    words.put("汉", "01");
    for (int code = 1; code < 10; code++) words.put(String.valueOf(code), "0" + code);
    return words;
  }

  /** GB/T 4761, as code and as name. */
  private static Map<String, String> relations(Messages messages) {
    Map<String, String> words = codes(messages, "people.relation.");
    Map.ofEntries(
            Map.entry("户主", "02"), Map.entry("本人", "01"), Map.entry("丈夫", "11"), Map.entry("妻子", "12"), Map.entry("儿子", "20"), Map.entry("女儿", "30"), Map.entry("之子", "20"),
            Map.entry("之女", "30"), Map.entry("媳妇", "38"), Map.entry("父", "51"), Map.entry("母", "52"), Map.entry("祖孙", "40"), Map.entry("爷爷", "61"), Map.entry("奶奶", "62"),
            Map.entry("外公", "63"), Map.entry("外婆", "64"), Map.entry("哥哥", "71"), Map.entry("弟弟", "73"), Map.entry("姐", "75"), Map.entry("妹", "77"), Map.entry("孙子女", "40"),
            Map.entry("长女", "32"), Map.entry("二女", "33"), Map.entry("二子", "23"), Map.entry("亲属", "97"), Map.entry("其他", "80"))
        .forEach(words::put);
    for (int code = 1; code < 10; code++) if (words.containsKey("0" + code)) words.put(String.valueOf(code), "0" + code);
    return words;
  }

  private static Map<String, String> codes(Messages messages, String prefix) {
    Map<String, String> words = new HashMap<>();
    IntStream.range(1, 100).mapToObj("%02d"::formatted).filter(code -> !messages.textOr(Locale.SIMPLIFIED_CHINESE, prefix + code, "").isEmpty()).forEach(code -> {
      words.put(code, code);
      for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) words.put(messages.text(locale, prefix + code), code);
    });
    return words;
  }
}
