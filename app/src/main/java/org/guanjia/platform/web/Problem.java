package org.guanjia.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/**
 * What went wrong, as people are told it.
 *
 * @param status HTTP status
 */
record Problem(int status) {

  private static final Set<Integer> TOLD_APART = Set.of(400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503);

  /** Looks through the causes: what matters is often wrapped. */
  static Problem of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MaxUploadSizeExceededException) return new Problem(413);
      if (cause instanceof InvalidInput) return new Problem(422);
      if (Unreadable.inPath(cause)) return new Problem(404);
      // An address with something else where an id should be.
      if (cause instanceof TypeMismatchException) return new Problem(400);
      // A form in another encoding than UTF-8, or longer than any form of ours.
      if (cause instanceof InvalidParameterException unreadable) return new Problem(unreadable.getErrorCode());
      ResponseStatus declared = AnnotatedElementUtils.findMergedAnnotation(cause.getClass(), ResponseStatus.class);
      if (declared != null) return new Problem(declared.code().value());
      if (cause instanceof ErrorResponse response) return new Problem(response.getStatusCode().value());
      if (cause instanceof HttpMessageNotReadableException) return new Problem(400);
      if (unkeepable(cause)) return new Problem(422);
      if (databaseIsAway(cause)) return new Problem(503);
      if (cause.getCause() == cause) break;
    }
    return new Problem(500);
  }

  /** What the container keeps of a failure it dispatches to the error page. */
  static Problem of(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) return of(failure);
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? new Problem(status)
        : new Problem(404);
  }

  /** Message keys of this problem start so. */
  String key() {
    if (TOLD_APART.contains(status)) return "ui.problem." + status;
    return status < 500 ? "ui.problem.400" : "ui.problem.500";
  }

  /** Seconds after which to try again; null where that would not help. */
  @Nullable String retryAfter() {
    return status == 503 ? "10" : null;
  }

  /** PostgreSQL says that a text holds a character it has no place for; {@link Characters} has the doors, this the house. */
  private static boolean unkeepable(Throwable cause) {
    return cause instanceof SQLException refused && ("22021".equals(refused.getSQLState()) || "22P05".equals(refused.getSQLState()));
  }

  private static boolean databaseIsAway(Throwable cause) {
    return cause instanceof CannotCreateTransactionException
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof QueryTimeoutException
        || cause instanceof SQLTransientConnectionException;
  }
}
