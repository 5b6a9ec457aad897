package org.guanjia.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.guanjia.publicity.PersonalDetail.Kind;
import org.guanjia.requests.KnownPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyFilterTest {

  private static final PrivacyFilter FILTER = new PrivacyFilter(List.of("孙屋村", "孙屋", "刘黄村", "刘黄", "粟边村", "茶山镇", "农林水务局"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "我叫陈志强，住在粟边村三巷8号。|我叫〔姓名〕，住在粟边村三巷〔门牌〕。",
        "茶山镇环村路12号3栋501房漏水|茶山镇环村路〔门牌〕漏水",
        "请打138 0013 8000找李阿姨|请打〔电话〕找〔姓名〕阿姨",
        "电话１３８００１３８０００。|电话〔电话〕。",
        "座机0769-86641234，欧阳女士|座机〔电话〕，〔姓名〕女士",
        "幺三八零零幺三八零零零|〔电话〕",
        "身份证11010519491231002X|身份证〔证件号码〕",
        "旧身份证110105491231002|旧身份证〔证件号码〕",
        "粤S12345和粤SD12345占道|〔车牌〕和〔车牌〕占道",
        "卡号6222 0212 3456 7890 128|卡号〔银行卡号〕",
        "微信号abc_12345，邮箱li@example.org|微信号〔社交账号〕，邮箱〔邮箱〕",
        "村民陈志强说路不平，志强的车也坏了|村民〔姓名〕说路不平，〔姓名〕的车也坏了",
        "记录：王　伟、李秀英|记录：〔姓名〕、〔姓名〕",
        "來電人陳志強表示樓上滴水|來電人〔姓名〕表示樓上滴水",
        "听老陈讲，阿强和珍姐都签了名|听老〔姓名〕讲，〔姓名〕和〔姓名〕姐都签了名",
        "方向同学和白露都没有收到|〔姓名〕同学和〔姓名〕都没有收到",
        "由仉育潼和禤坤轮流看守水闸|由〔姓名〕和〔姓名〕轮流看守水闸",
        "25号门口有人偷倒垃圾|〔门牌〕门口有人偷倒垃圾",
        "微信idgjds3也把我拉黑了|微信〔社交账号〕也把我拉黑了",
        "I spoke to Fatima and Jianguo called me|I spoke to [name] and [name] called me",
        "Mr Chen lives at Room 501, Building 3.|Mr [name] lives at [house number].",
        "My name is Kate Wong, call 138-0013-8000|My name is [name], call [phone]"
      })
  void blacksOut(String text, String expected) {
    assertThat(PrivacyFilter.blackOut(text, FILTER.find(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "孙屋村和刘黄村的路灯不亮，马路上很黑，不方便。", "农林水务局3月5日疏通了下水道，投入35万元。", "拨打12345或110，根据民发〔2021〕57号文件办理。",
        "11路公交车早上7点到8点半要等40分钟。", "高温天白色垃圾多，希望安排清运。", "The drain on Market Road is clear again.", "3室2厅的房子每月租金1200元", "大家都好开心，朝早六点就开工，嘈到瞓唔着。", "无名氏捐款50元，光荣榜贴在祠堂门口。", "万福路与安泰路交叉口没有红绿灯。",
        "Bus 823 to Humen runs every 20 minutes; the agenda and the date follow."
      })
  void leavesWhatIsNobodys(String text) {
    assertThat(FILTER.find(text)).isEmpty();
  }

  @Test
  void whatOneTextNamesIsBlackedOutInTheOthers() {
    var texts = List.of("修路灯", "村民陈志强反映路灯不亮", "已告知志强本人");
    assertThat(FILTER.find(texts, KnownPeople.NOBODY)).extracting(List::size).containsExactly(0, 1, 1);
  }

  @Test
  void whatIsKnownOfThePeopleIsFoundWhereNoRuleWould() {
    var people = new KnownPeople(List.of("母亲高山", "Nowak Okafor"), List.of("138 0013 8000"), List.of("旧厂后座尾间307"));
    String text = "高山流水。Okafor 住旧厂后座尾间307，电话1380013 8000，尾号8000。";
    List<PersonalDetail> found = FILTER.find(List.of(text), people).getFirst();
    assertThat(found).extracting(detail -> detail.of(text)).containsExactly("高山", "Okafor", "旧厂后座尾间307", "1380013 8000", "8000");
  }

  @Test
  void saysWhereAndWhatSoThatAPersonCanUndoIt() {
    String text = "业主王丽，电话13800138000";
    List<PersonalDetail> found = FILTER.find(text);
    assertThat(found).extracting(detail -> detail.of(text)).containsExactly("王丽", "13800138000");
    assertThat(found).extracting(PersonalDetail::kind).containsExactly(Kind.NAME, Kind.PHONE);
  }

  /** Whatever is sent: no failure, places in order, none overlapping, and nothing lost between them. */
  @Property(tries = 300)
  void anyTextComesOutWhole(@ForAll String text) {
    int end = 0;
    for (PersonalDetail detail : FILTER.find(text)) {
      assertThat(detail.start()).isGreaterThanOrEqualTo(end);
      assertThat(detail.end()).isGreaterThan(detail.start()).isLessThanOrEqualTo(text.length());
      end = detail.end();
    }
  }

  @Test
  void aLongTextTakesNoLongerThanItIs() {
    String text = "张".repeat(5_000) + "1".repeat(5_000) + "a@".repeat(2_500) + "巷一二三四五六七八九十".repeat(500);
    long begin = System.nanoTime();
    FILTER.find(text);
    assertThat((System.nanoTime() - begin) / 1_000_000).as("milliseconds").isLessThan(3_000);
  }
}
