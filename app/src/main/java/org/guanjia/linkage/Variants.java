package org.guanjia.linkage;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Variant characters (异体字) that names are written with: the same word in another shape. After the First Series of Verified Variant Forms (1955) as
 * the Table of General Standard Characters (2013) left it, with Japanese and older printed forms beside. What the table of 2013 made characters
 * of their own for names (喆 beside 哲, 堃 beside 坤, 甯, 邨, 淼) is not here; such pairs sound alike, which counts on its own.
 */
final class Variants {

  private static final String PAIRS =
      """
      峯峰 珮佩 憇憩 徧遍 喦岩 嵒岩 巗岩 嶽岳 敍叙 煇辉 頴颖 颕颖 頋顾 碁棋 棊棋 槀槁 稾稿 鉄铁 銕铁 寳宝 珎珍 皃貌 臯皋 皐皋 叡睿 囬回 廸迪 逈迥 堦阶 埜野 墖塔 壻婿 聟婿 嫺娴 媿愧 咊和 吿告 靑青 淸清 愼慎
      鎭镇 緖绪 鄕乡 惪德 徳德 呉吴 彊强 曁暨 旣既 兎兔 冨富 寛宽 氷冰 渕渊 浜滨 沢泽 竜龙 栄荣 囯国 圀国 斈学 锺钟 菴庵 葊庵 蘂蕊 蕋蕊 艶艳 豓艳 隣邻 鴈雁 霛灵 靱韧 鵞鹅 儁俊 僊仙 刧劫 刦劫 劵券 夘卯 戼卯
      夀寿 妬妒 嬾懒 寃冤 屛屏 峩峨 嵗岁 帋纸 幇帮 廕荫 弌一 弍二 彫雕 怱匆 攷考 旂旗 旾春 昬昏 晧皓 皜皓 暎映 曡叠 朶朵 枏楠 柟楠 栁柳 栢柏 槑梅 楳梅 棃梨 椶棕 楽乐 毘毗 泝溯 滙汇 潄漱 澂澄 灋法 烱炯 煖暖
      煗暖 熈熙 煕熙 爕燮 牓榜 犂犁 琹琴 瑠琉 璢琉 璿璇 瓌瑰 畧略 畱留 㽞留 禩祀 秊年 秌秋 龝秋 穉稚 稺稚 窓窗 竝并 竒奇 緐繁 緜绵 翆翠 聨联 聡聪 肎肯 舘馆 舩船 濶阔 躭耽 凖准 蓡参 葠参 芲花 蘤花 扵于 荅答
      惷蠢 欵款 歗啸 氊毡 洩泄 炁气 焫爇 甞尝 眞真 硏研 祘算 筩筒 羣群 翶翱 蕚萼 虵蛇 衞卫 覔觅 詠咏 諠喧 谿溪 賛赞 趂趁 跡迹 轝舆 辤辞 迯逃 逥回 鄊乡 釼剑 劎剑 鍳鉴 鑑鉴 閙闹 陜陕 雝雍 頟额
      飡餐 騐验 髙高 鬭斗 鳯凤 鳳凤 鵰雕 麤粗 黒黑 恵惠 栞刊 桒桑 毎每 澁涩 瀬濑 産产 徃往 彜彝 彞彝 悳德 悞误 戱戏 拝拜 挙举 捜搜 敭扬 旹时 昻昂 栔契 桿杆 梹槟 槼规
      𠮷吉 𥙿裕 寗宁 晄晃
      """;

  private static final Map<Integer, Integer> FOLDED =
      Arrays.stream(PAIRS.split("\\s+")).collect(Collectors.toUnmodifiableMap(pair -> pair.codePointAt(0), pair -> pair.codePointBefore(pair.length())));

  private Variants() {}

  /** The usual shape of a simplified character. */
  static int usual(int character) {
    return FOLDED.getOrDefault(character, character);
  }
}
