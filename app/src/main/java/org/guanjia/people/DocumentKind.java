package org.guanjia.people;

/** By which document a person is known. */
public enum DocumentKind {
  /** Resident identity card, GB 11643. */
  RESIDENT_ID,
  PASSPORT,
  /** 港澳居民来往内地通行证. */
  HK_MACAO_PERMIT,
  /** 台湾居民来往大陆通行证. */
  TAIWAN_PERMIT,
  /** 外国人永久居留身份证. */
  FOREIGN_PERMANENT_RESIDENCE,
  /** None yet, as with the new-born. */
  NONE
}
