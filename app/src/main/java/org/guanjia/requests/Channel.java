package org.guanjia.requests;

/** By which door a request came in. */
public enum Channel {
  /** 领导干部驻点 */
  DROP_IN,
  /** 村（社区）委员会 */
  VILLAGE,
  /** 政务服务中心窗口 */
  WINDOW,
  /** 网格巡查 */
  GRID,
  /** 入户走访 */
  HOME_VISIT,
  /** 12345 and other systems, by the API */
  SYSTEM,
  /** The resident's own page */
  RESIDENT
}
