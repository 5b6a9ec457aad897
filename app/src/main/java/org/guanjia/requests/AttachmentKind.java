package org.guanjia.requests;

/** What an attached picture or paper shows. */
public enum AttachmentKind {
  /** Sent by the reporter or by whoever took the request down. */
  REPORTED,
  /** The place before the work. */
  BEFORE,
  /** The place after the work. */
  AFTER,
  /** A paper of the office. */
  PAPER
}
