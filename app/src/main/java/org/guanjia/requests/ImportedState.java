package org.guanjia.requests;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a request had come elsewhere, and the words other systems have for it. */
enum ImportedState {
  OPEN, CLOSED, WITHDRAWN;

  static final Map<String, ImportedState> WORDS = Map.ofEntries(
      Map.entry("办理中", OPEN), Map.entry("在办", OPEN), Map.entry("处理中", OPEN), Map.entry("未办结", OPEN), Map.entry("待办", OPEN), Map.entry("已受理", OPEN),
      Map.entry("open", OPEN), Map.entry("scheduled", OPEN), Map.entry("in progress", OPEN), Map.entry("new", OPEN), Map.entry("pending", OPEN),
      Map.entry("已办结", CLOSED), Map.entry("办结", CLOSED), Map.entry("已完成", CLOSED), Map.entry("完成", CLOSED), Map.entry("已结案", CLOSED), Map.entry("已答复", CLOSED),
      Map.entry("closed", CLOSED), Map.entry("done", CLOSED), Map.entry("completed", CLOSED), Map.entry("resolved", CLOSED),
      Map.entry("已撤销", WITHDRAWN), Map.entry("撤销", WITHDRAWN), Map.entry("已取消", WITHDRAWN), Map.entry("取消", WITHDRAWN),
      Map.entry("cancel", WITHDRAWN), Map.entry("cancelled", WITHDRAWN), Map.entry("canceled", WITHDRAWN), Map.entry("withdrawn", WITHDRAWN));

  private static final Map<String, Channel> CHANNELS = Map.ofEntries(
      Map.entry("驻点联系", Channel.DROP_IN), Map.entry("领导驻点", Channel.DROP_IN), Map.entry("drop-in", Channel.DROP_IN),
      Map.entry("村委会", Channel.VILLAGE), Map.entry("村（社区）", Channel.VILLAGE), Map.entry("village", Channel.VILLAGE),
      Map.entry("窗口", Channel.WINDOW), Map.entry("服务窗口", Channel.WINDOW), Map.entry("window", Channel.WINDOW),
      Map.entry("网格", Channel.GRID), Map.entry("网格巡查", Channel.GRID), Map.entry("grid", Channel.GRID),
      Map.entry("入户走访", Channel.HOME_VISIT), Map.entry("走访", Channel.HOME_VISIT), Map.entry("home visit", Channel.HOME_VISIT),
      Map.entry("12345", Channel.SYSTEM), Map.entry("12345热线", Channel.SYSTEM), Map.entry("热线", Channel.SYSTEM), Map.entry("电话", Channel.SYSTEM),
      Map.entry("phone", Channel.SYSTEM), Map.entry("system", Channel.SYSTEM), Map.entry("dept_ref", Channel.SYSTEM), Map.entry("twitter", Channel.SYSTEM),
      Map.entry("居民", Channel.RESIDENT), Map.entry("居民网上", Channel.RESIDENT), Map.entry("网上", Channel.RESIDENT), Map.entry("微信", Channel.RESIDENT),
      Map.entry("web", Channel.RESIDENT), Map.entry("resident", Channel.RESIDENT));

  /** The door a word names; null when it is not known. */
  static @Nullable Channel channel(String word) {
    return CHANNELS.get(word.strip().toLowerCase(Locale.ROOT));
  }
}
