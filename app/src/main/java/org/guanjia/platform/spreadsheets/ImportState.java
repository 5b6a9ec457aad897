package org.guanjia.platform.spreadsheets;

/** Where an import stands. */
public enum ImportState {
  /** The file is here; its columns can be mapped and its rows looked at. */
  UPLOADED,
  /** Rows are being taken. */
  RUNNING,
  /** Every row has been read. */
  DONE,
  /** All or nothing was asked for, and there was something to refuse: nothing was taken. */
  REFUSED,
  /** Stopped by a person; what had been taken stays taken, unless all or nothing was asked for. */
  CANCELLED,
  /** Stopped by a fault of ours or of the file; the fault says which. */
  FAILED;

  /** Whether nothing more will happen. */
  public boolean isOver() {
    return this != UPLOADED && this != RUNNING;
  }
}
