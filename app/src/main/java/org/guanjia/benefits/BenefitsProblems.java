package org.guanjia.benefits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told when a version cannot be had as asked: where it stands now, or all that is wrong with it (RFC 9457). */
@RestControllerAdvice(assignableTypes = {ProgrammesApi.class, DeterminationsApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class BenefitsProblems {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleVersion stale, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("benefits.stale"));
    detail.setProperty("lock", stale.current().lock());
    detail.setProperty("state", stale.current().state());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalVersionMove illegal, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("benefits.error.move", page.t("benefits.state." + illegal.state())));
    detail.setProperty("state", illegal.state());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notReady(NotReady not, Page page) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, page.t("benefits.error.notReady", not.problems().size(), not.failing().size()));
    List<Map<String, Object>> problems = not.problems().stream().map(problem -> {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("kind", problem.kind());
      told.put("decision", problem.decision());
      told.put("rows", problem.rows());
      told.put("column", problem.column());
      told.put("detail", problem.detail());
      told.put("example", problem.example());
      return told;
    }).toList();
    detail.setProperty("problems", problems);
    detail.setProperty("failing", not.failing().stream().map(result -> result.example().name()).toList());
    return ResponseEntity.unprocessableContent().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
  }
}
