package org.guanjia.platform.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
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

  static StartFailure databaseUnusable(Properties parts, SQLException cause) {
    String words = String.valueOf(cause.getMessage());
    String password = parts.getProperty("password");
    return new StartFailure(
        "The database %s at %s:%s cannot be used: %s"
            .formatted(
                parts.getProperty("PGDBNAME"), parts.getProperty("PGHOST"), parts.getProperty("PGPORT"),
                password == null || password.isEmpty() ? words : words.replace(password, "***")),
        "Check host, port, user and password in guanjia.database-url. The user must own the database and be allowed to create a role"
            + " (create role guanjia login createrole password '...'; create database guanjia owner guanjia).",
        cause);
  }

  static StartFailure urlUnusable() {
    return new StartFailure(
        "guanjia.database-url is not the address of a PostgreSQL database.",
        "Write it as jdbc:postgresql://HOST:5432/DATABASE?user=OWNER&password=SECRET, or leave it out for the embedded database.",
        new IllegalArgumentException("not a PostgreSQL JDBC URL"));
  }

  static final class Analyzer extends AbstractFailureAnalyzer<StartFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartFailure cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action, cause);
    }
  }
}
