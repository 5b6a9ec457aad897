package org.guanjia.platform.spreadsheets;

/** In which order a source writes its dates. A year of four digits in front is always understood. */
public enum DateOrder {
  /** 2026-11-24, 2026/11/24, 2026年11月24日, 20261124. */
  YEAR_FIRST,
  /** 11/24/2026 as in the United States. */
  MONTH_FIRST,
  /** 24/11/2026 as in Hong Kong. */
  DAY_FIRST
}
