package org.guanjia.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;

/** Words of requests for load: like those residents write, each different. */
final class Words {

  private static final List<String> PLACES =
      List.of("环村路", "工业路", "沿河路", "市场路", "学校路", "文明路", "康乐街", "祠堂路", "新围路", "荔枝园路");
  private static final List<String> SPOTS =
      List.of("小学门口", "公交站旁", "篮球场旁", "大榕树下", "卫生服务站门口", "桥头", "便利店门口", "转弯处");
  private static final List<String> TROUBLES =
      List.of(
          "路灯不亮，晚上走路看不清", "路面有几个大坑，电动车经过很容易摔", "下水道堵了，污水冒到路面上", "垃圾堆了好几天没有清走",
          "夜宵档吵到凌晨两点", "路两边停满了车，消防车进不来", "树枝挡住路灯，请修剪", "井盖松动，车一过就响");

  private Words() {}

  static String of(RandomGenerator random, long number) {
    return pick(PLACES, random) + random.nextInt(1, 400) + "号" + pick(SPOTS, random) + pick(TROUBLES, random)
        + "，已经有" + random.nextInt(2, 30) + "天了，希望尽快派人处理。（压测第" + number + "件）";
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }
}
