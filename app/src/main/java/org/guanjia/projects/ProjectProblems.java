package org.guanjia.projects;

import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told of a conflict: where the project stands now, so that they can decide anew (RFC 9457). */
@RestControllerAdvice(assignableTypes = {ProjectsApi.class, ProjectApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProjectProblems {

  private final Projects projects;

  ProjectProblems(Projects projects) {
    this.projects = projects;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleProject stale, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("projects.problem.stale"));
    projects.line(stale.code())
        .ifPresent(
            line -> {
              detail.setProperty("version", line.version());
              detail.setProperty("state", line.state());
            });
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalProjectMove illegal, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("projects.problem.illegalMove", page.t("projects.state." + illegal.from())));
    detail.setProperty("state", illegal.from());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> sheet(Scoring.StaleSheet stale, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("projects.sheet.stale")));
  }
}
