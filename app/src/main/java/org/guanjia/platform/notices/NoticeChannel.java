package org.guanjia.platform.notices;

/** By which way a notice goes out. */
public enum NoticeChannel {
  /** Text message, by the town's HTTP gateway. */
  SMS,
  /** Mail, by SMTP. */
  MAIL,
  /** A room of the staff's chat (企业微信, 钉钉), by its webhook. */
  CHAT,
  /** The staff's own page of notices. */
  INBOX
}
