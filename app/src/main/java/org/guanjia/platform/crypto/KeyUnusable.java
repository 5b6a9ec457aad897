package org.guanjia.platform.crypto;

import java.io.IOException;
import java.util.Collection;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A key that does not open what it should, in words for an operator. No message holds a key. */
final class KeyUnusable extends RuntimeException {

  private static final String THE_FIRST = "Give the key this installation was begun with (GUANJIA_KEY or the file \"key\" in the data folder).";

  private final String action;

  private KeyUnusable(String message, String action, Exception cause) {
    super(message, cause);
    this.action = action;
  }

  static KeyUnusable unreadable(IOException cause) {
    return new KeyUnusable(String.valueOf(cause.getMessage()), THE_FIRST, cause);
  }

  static KeyUnusable missing(String what, String wanted, Collection<String> given) {
    return new KeyUnusable(
        "%s of this database is closed with the key %s; given are %s.".formatted(what, wanted, String.join(", ", given)),
        "Give the key %s: as GUANJIA_KEY or the file \"key\" in the data folder, or, if another one is in use by now, in GUANJIA_OLD_KEYS until 'rotate-keys --master' has run. "
                .formatted(wanted)
            + "A restored database needs the key that was in use when its backup was made.",
        new IllegalStateException("no key " + wanted));
  }

  static KeyUnusable changed(String what) {
    return new KeyUnusable(
        what + " of this database does not open although its key is given: its row was changed or copied from another one.",
        "Restore the table platform.data_key from a backup; without it the values closed with this data key stay closed.",
        new IllegalStateException("changed"));
  }

  static final class Analyzer extends AbstractFailureAnalyzer<KeyUnusable> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KeyUnusable cause) {
      return new FailureAnalysis("The key that closes personal data cannot be used: " + cause.getMessage(), cause.action, cause);
    }
  }
}
