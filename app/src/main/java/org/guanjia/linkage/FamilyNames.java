package org.guanjia.linkage;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Family names of two characters, and readings that ICU does not know or that Guangdong says otherwise. */
final class FamilyNames {

  private static final Set<String> COMPOUND =
      Set.of(
          ("欧阳 司徒 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 夏侯 轩辕 端木 独孤 南宫 西门 万俟 呼延 澹台 淳于 单于 申屠 公冶 太叔 宗政 濮阳 赫连 钟离 闻人 "
                  + "仲孙 司空 百里 东郭 梁丘 左丘 鲜于 亓官 闾丘 拓跋 贺兰 乐正 颛孙 第五 公羊 谷梁 漆雕 壤驷 公良 段干 巫马 微生 羊舌 子车 宰父 范姜 张简")
              .split(" "));

  private static final Map<String, String> COMPOUND_READINGS = Map.of("尉迟", "yu chi", "单于", "chan yu", "万俟", "mo qi", "长孙", "zhang sun", "子车", "zi ju", "澹台", "tan tai");

  /** As family names. 覃 is read qín in the south, where it is frequent. */
  private static final Map<Integer, String> READINGS = readings("覃qin 缪miao 尉wei 牟mu 能nai 郄xi 洗xian 黑he 祭zhai");

  /** As characters of given names. */
  private static final Map<Integer, String> GIVEN_READINGS = readings("晟sheng 焯zhuo 长chang 朝zhao");

  private FamilyNames() {}

  /** How many characters of a normal name are the family name; 1 for a name that begins with none known. */
  static int length(int[] name) {
    return name.length > 2 && COMPOUND.contains(new String(name, 0, 2)) ? 2 : 1;
  }

  /** Syllables of a compound family name that are not those of its characters; {@code null} for others. */
  static @Nullable String compoundReading(int[] name) {
    return length(name) == 2 ? COMPOUND_READINGS.get(new String(name, 0, 2)) : null;
  }

  static String reading(int character, String usual) {
    return READINGS.getOrDefault(character, usual);
  }

  static String givenReading(int character, String usual) {
    return GIVEN_READINGS.getOrDefault(character, usual);
  }

  private static Map<Integer, String> readings(String pairs) {
    return Arrays.stream(pairs.split(" ")).collect(Collectors.toUnmodifiableMap(pair -> pair.codePointAt(0), pair -> pair.substring(1)));
  }
}
