package org.guanjia.publicity;

/** Where a publication stands. The moves between states are {@link PublicationMove}'s. */
public enum PublicationState {
  /** The filter has blacked out what it found; a person has to look. */
  PROPOSED,
  /** Looked at by a person and shown to everybody. */
  PUBLISHED,
  /** A person decided, with a reason, that it does not go out. */
  KEPT_BACK,
  /** It was public and was taken back, with a reason. */
  WITHDRAWN
}
