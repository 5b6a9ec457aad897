package org.guanjia.synthetic;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists of the offices: what they are called, how they are written, what stands above them. */
enum Office {
  /** 派出所: registered persons by household. */
  POLICE("police", null, List.of("户号", "姓名", "性别", "出生日期", "公民身份号码", "民族", "与户主关系", "户籍地址", "居（村）委会", "数据日期")),
  /** Village committees: who lives in some of the villages. */
  VILLAGES("villages", Charset.forName("GB18030"), List.of("序号", "村（社区）", "小组", "户主", "姓名", "性别", "出生年月日", "身份证号", "联系电话", "现住址", "人户情况")),
  /** 民政: members of special groups, one row for each membership, under a title and two rows of headings. */
  CIVIL_AFFAIRS("civil-affairs", null, List.of("序号", "姓名", "性别", "身份证号码", "所在村（社区）", "家庭住址", "联系电话", "人员类别", "等级", "认定依据", "起始日期", "银行账号")),
  /** 残联: the certified disabled. */
  DISABLED("disabled", StandardCharsets.UTF_8, List.of("姓名", "性别", "民族", "身份证", "出生日期", "残疾类别", "残疾等级", "发证日期", "手机", "住址")),
  /** Who died, as the health office counts them. */
  DEATHS("deaths", null, List.of("死者姓名", "性别", "证件号码", "出生日期", "死亡日期", "生前住址")),
  /** Who moved away. */
  MOVES("moves", Charset.forName("GB18030"), List.of("迁出人", "性别", "身份证号码", "迁出日期", "原住址", "迁往"));

  final String file;
  /** Of a text file; null for a workbook. */
  final @Nullable Charset charset;
  final List<String> headings;

  Office(String file, @Nullable Charset charset, List<String> headings) {
    this.file = file;
    this.charset = charset;
    this.headings = headings;
  }

  boolean hasBirth() {
    return headings.stream().anyMatch(heading -> heading.startsWith("出生"));
  }

  boolean hasPhone() {
    return headings.contains("联系电话") || headings.contains("手机");
  }

  String extension() {
    return charset == null ? "xlsx" : "csv";
  }
}
