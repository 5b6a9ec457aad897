package org.guanjia.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guanjia.platform.calendar.CalendarYear.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTextTests {

  /** The words of 国办发明电〔2025〕7号. */
  private static final String NOTICE_2026 =
      """
      各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
      　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
      　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
      　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
      　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
      　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
      　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
      　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
      　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
      　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
      　　国务院办公厅
      　　2025年11月4日
      """;

  /** The words of 国办发明电〔2023〕7号 that are written otherwise. */
  private static final String NOTICE_2024 =
      """
      一、元旦：1月1日放假，与周末连休。
      二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
      三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
      四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
      五、端午节：6月10日放假，与周末连休。
      六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
      七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
      """;

  private static final String NOTICE_2025_AUTUMN = "五、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。";

  @Test
  void readsTheNoticesAsTheyStand() {
    assertThat(read(2026, NOTICE_2026)).containsExactlyElementsOf(builtIn(2026));
    assertThat(read(2024, NOTICE_2024)).containsExactlyElementsOf(builtIn(2024));
    assertThat(read(2025, NOTICE_2025_AUTUMN)).hasSize(3).isSubsetOf(builtIn(2025));
  }

  @ParameterizedTest
  @ValueSource(ints = {2024, 2025, 2026})
  void readsWhatItWrote(int year) {
    for (CalendarYear known : BuiltInCalendar.years("CN").values())
      if (known.year() == year) assertThat(read(year, NoticeText.write(known))).containsExactlyElementsOf(known.periods());
  }

  @Test
  void readsRowsOfATable() {
    assertThat(read(2027, "2027-01-01\t2027-01-03\t放假\t元旦\n2027-01-09\t\t上班\t元旦"))
        .extracting(period -> period.first() + "/" + period.last() + "/" + period.kind() + "/" + period.name())
        .containsExactly("2027-01-01/2027-01-03/HOLIDAY/元旦", "2027-01-09/2027-01-09/WORKED/元旦");
  }

  @ParameterizedTest
  @CsvSource({
    "元旦：1月1日（周五）至3日（周六）放假，共3天。, calendar.problem.weekday",
    "元旦：1月1日至3日放假，共4天。, calendar.problem.count",
    "元旦：2月30日放假。, calendar.problem.noDay",
    "元旦：13月1日放假。, calendar.problem.noDay"
  })
  void noticesWhatContradictsItself(String text, String problem) {
    assertThat(NoticeText.read(2026, text).problems()).extracting(Problem::key).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "元旦：1月3日至1日放假。, calendar.problem.backwards",
    "元旦：1月1日至30日放假。, calendar.problem.long",
    "元旦：1月1日放假。1月5日上班。, calendar.problem.workday",
    "元旦：1月1日至3日放假。1月3日上班。, calendar.problem.twice",
    "元旦：2025年3月1日放假。, calendar.problem.otherYear",
    "今天天气很好。, calendar.problem.empty"
  })
  void noticesWhatCannotBeTrueOfAYear(String text, String problem) {
    assertThat(new CalendarYear(2026, "x", null, null, NoticeText.read(2026, text).periods(), true).problems())
        .extracting(Problem::key)
        .contains(problem);
  }

  private static List<CalendarPeriod> read(int year, String text) {
    NoticeText.Reading reading = NoticeText.read(year, text);
    assertThat(reading.problems()).isEmpty();
    return new CalendarYear(year, "x", null, null, reading.periods(), true).periods();
  }

  private static List<CalendarPeriod> builtIn(int year) {
    return BuiltInCalendar.years("CN").values().stream().filter(known -> known.year() == year).flatMap(known -> known.periods().stream()).toList();
  }
}
