package org.guanjia.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNamesTests {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          張偉,        张伟
          '張 偉　峯', 张伟峰
          陳珮珊,      陈佩珊
          葉問,        叶问
          鍾錦榮,      钟锦荣
          锺锦荣,      钟锦荣
          李乾坤,      李乾坤
          黃志強,      黄志强
          呂淸,        吕清
          Ｌｉ Ming,   LI MING
          阿依古丽．买买提, 阿依古丽·买买提
          阿依古丽 • 买买提, 阿依古丽·买买提
          𠮷田䶮,      吉田䶮
          黄𬀩𡡧,      黄𬀩𡡧
          黄㵘,        黄㵘
          凉宫,        凉宫
          """)
  void oneFormHoweverItIsWritten(String written, String normal) {
    assertThat(PersonNames.normal(written)).isEqualTo(normal);
  }

  @Test
  void whatIsACharacterOfItsOwnStaysSo() {
    assertThat(PersonNames.normal("张喆")).isNotEqualTo(PersonNames.normal("张哲"));
    assertThat(PersonNames.normal("李堃")).isNotEqualTo(PersonNames.normal("李坤"));
  }

  @Test
  void everyCharactersFormIsItsOwnForm() {
    for (int character = 0x2E80; character < 0x32000; character++) {
      if (Character.isIdeographic(character)) assertThat(Characters.form(Characters.form(character))).isEqualTo(Characters.form(character));
    }
  }

  @Test
  void unseenCharactersAreNoPartOfAName() {
    assertThat(PersonNames.normal("\uFEFF张\u200B伟\uFE00")).isEqualTo("张伟");
    assertThat(PersonNames.normal("葛\uDB40\uDD00氏")).isEqualTo("葛氏");
  }

  @ParameterizedTest
  @CsvSource({
    "单雄信, shan xiong xin, sxx", "仇英, qiu ying, qy", "曾國藩, zeng guo fan, zgf", "解缙, xie jin, xj", "区志明, ou zhi ming, ozm", "查良镛, zha liang yong, zly",
    "尉迟恭, yu chi gong, ycg", "尉健行, wei jian xing, wjx", "万俟卨, mo qi xie, mqx", "万俊, wan jun, wj", "任贤齐, ren xian qi, rxq", "朴树, pu shu, ps", "欧阳修, ou yang xiu, oyx",
    "吕布, lv bu, lb", "覃辉, qin hui, qh", "单于伯, chan yu bo, cyb", "李晟, li sheng, ls", "盖叫天, ge jiao tian, gjt", "长孙无忌, zhang sun wu ji, zswj",
    "阿依古丽·买买提, a yi gu li mai mai ti, ayglmmt", "𠮷伟, ji wei, jw", "李𡡧伟, li 𡡧 wei, l𡡧w", "刘䶮, liu yan, ly", "John Smith, john smith, js"
  })
  void readAsANameIsRead(String name, String pinyin, String initials) {
    assertThat(PersonNames.pinyin(name)).isEqualTo(pinyin);
    assertThat(PersonNames.initials(name)).isEqualTo(initials);
  }
}
