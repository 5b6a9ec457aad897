package org.guanjia.people;

/** Groups to whom the town owes particular care; overlaps are normal. That somebody is past eighty their birth date tells. */
public enum SpecialGroup {
  /** 特困供养. */
  EXTREME_HARDSHIP,
  /** 低保. */
  SUBSISTENCE,
  /** 低保边缘. */
  BORDERLINE,
  /** 支出型困难. */
  EXPENDITURE_HARDSHIP,
  /** 残疾: category and grade, GB/T 26341. */
  DISABLED,
  /** 留守儿童. */
  LEFT_BEHIND_CHILD,
  /** 困境儿童. */
  CHILD_IN_DIFFICULTY,
  /** 孤儿. */
  ORPHAN,
  /** 独居老人. */
  LIVING_ALONE,
  /** 空巢老人. */
  EMPTY_NEST,
  /** 高龄, eighty and more; derived from the birth date, kept when an office lists them. */
  OVER_80,
  /** 失能. */
  INCAPACITATED,
  /** 退役军人. */
  VETERAN,
  /** 优抚对象. */
  PREFERENTIAL_TREATMENT,
  /** 计划生育特殊家庭 (失独). */
  LOST_ONLY_CHILD,
  /** 重病患者. */
  SERIOUS_ILLNESS
}
