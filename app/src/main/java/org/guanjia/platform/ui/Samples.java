package org.guanjia.platform.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the components show on the page of all components. */
public record Samples(Instant now) {

  public List<Choice> villages() {
    return List.of(
        Choice.of("hj", "横江村"), Choice.of("ns", "南社村"), Choice.of("cl", "超朗村"), Choice.of("cs", "茶山圩社区").in("社区"));
  }

  public List<Choice> kinds() {
    return List.of(
        Choice.of("light", "道路路灯"), Choice.of("drain", "排水积水"), Choice.of("clean", "环境卫生"), Choice.of("other", "其他"));
  }

  public List<Choice> ways() {
    return List.of(
        Choice.of("good", "先导入没有问题的 125 行", "有错的 3 行存成一个文件，改好再导入"),
        Choice.of("none", "有一行错就都不导入", "改好以后整个文件重新导入"));
  }

  public Map<String, String> errors() {
    return Map.of("phone", "手机号码少了一位，应为 11 位数字");
  }

  public List<Column> columns() {
    return List.of(
        Column.of("诉求").sortedBy("title"), Column.of("渠道"), Column.of("状态"), Column.of("期限").sortedBy("due"), Column.number("人次"));
  }

  public List<Moment> moments() {
    return List.of(
        Moment.of("城建办已安排检修", now).by("城建办 王师傅").text("明天上午到现场，需要换两个灯头。\n预计中午前修好。").tone(Tone.INFO),
        Moment.of("补充期限已过，提醒了一次", now.minus(Duration.ofHours(20))).tone(Tone.WARNING),
        Moment.of("已交城建办办理", now.minus(Duration.ofHours(26))).by("镇分办台"),
        Moment.of("收到反映", now.minus(Duration.ofHours(30))).tone(Tone.ACCENT));
  }

  public List<Step> steps() {
    return List.of(
        Step.done("收到", "11月24日"), Step.done("分办", "11月24日"), Step.now("办理", "城建办正在处理"), Step.ahead("回复", null));
  }

  public List<Tile> tiles() {
    return List.of(
        Tile.of("已逾期", "3").more("最久的逾期 2 天").to("/ui?view=late").tone(Tone.DANGER),
        Tile.of("今天到期", "5").more("其中 2 件等您分办").to("/ui?view=due").tone(Tone.WARNING),
        Tile.of("新来的", "12").unit("件").to("/ui?view=new"),
        Tile.of("评价为满意", "92").unit("%").more("近 90 天 431 件"));
  }

  public List<Chip> chips() {
    return List.of(
        new Chip("待分办", "/ui?view=new", "12", true),
        new Chip("已逾期", "/ui?view=late", "3", false),
        new Chip("等补充", "/ui?view=waiting", null, false));
  }

  public Picture before() {
    return new Picture("/assets/sample-before.svg", "/assets/sample-before.svg", "夜里路灯不亮的路口", "修之前");
  }

  public Picture after() {
    return new Picture("/assets/sample-after.svg", "/assets/sample-after.svg", "路灯亮着的同一个路口", "修好以后");
  }

  public QrCode qr() {
    return QrCode.of("https://guanjia.example/follow/K7QM-2XD4");
  }

  public List<Difference> differences() {
    return List.of(
        new Difference("地点", "横江村文化广场东侧", "横江村文化广场东侧"),
        new Difference("答复", "灯头已更换，今晚恢复照明。", "已安排检修，预计两天内修好。"),
        new Difference("经办", "王师傅", "王师傅"));
  }

  public Chart bars() {
    return Chart.of("各村、社区收到的诉求，近 90 天", List.of("横江村", "南社村", "茶山圩社区", "超朗村"), "件", List.of(42L, 37L, 35L, 28L))
        .linked(List.of("/ui?village=hj", "/ui?village=ns", "/ui?village=cs", "/ui?village=cl"));
  }

  public Chart columns8() {
    return Chart.of(
        "每周收到，按结果",
        List.of("40周", "41周", "42周", "43周", "44周", "45周", "46周", "47周"),
        List.of(
            new Chart.Series("按期办结", List.of(31L, 28L, 40L, 36L, 44L, 39L, 48L, 20L)),
            new Chart.Series("还在办", List.of(0L, 0L, 1L, 2L, 1L, 4L, 6L, 24L)),
            new Chart.Series("逾期", List.of(2L, 1L, 3L, 0L, 2L, 1L, 2L, 3L))));
  }

  public Chart lines() {
    return Chart.of(
        "平均几个工作日答复", List.of("6月", "7月", "8月", "9月", "10月", "11月"), "工作日", List.of(6L, 5L, 5L, 4L, 3L, 3L));
  }
}
