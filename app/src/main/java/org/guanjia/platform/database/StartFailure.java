package org.guanjia.platform.database;

import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that cannot go on, said in words an operator can act on. */
public final class StartFailure extends RuntimeException {

  private final String action;

  private StartFailure(String message, String action, Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  static StartFailure folderTaken(Path data) {
    return new StartFailure(
        "The data folder %s is in use by another Guanjia that is still running.".formatted(data.toAbsolutePath()),
        "Stop the other one, or start this one with another folder: --guanjia.data=FOLDER",
        new IllegalStateException("locked"));
  }

  static StartFailure folderUnusable(Path data, Exception cause) {
    return new StartFailure(
        "The embedded database in %s did not start: %s".formatted(data.toAbsolutePath(), cause.getMessage()),
        "Check that the folder can be written and the disk has room, or name another: --guanjia.data=FOLDER",
        cause);
  }

  static final class Analyzer extends AbstractFailureAnalyzer<StartFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartFailure cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action, cause);
    }
  }
}
