package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guanjia.open311.Refused.Fault;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The server of Open311 GeoReport v2 (http://wiki.open311.org/GeoReport_v2). Open to everybody, also from pages of other sites; what a
 * post needs is its {@code api_key}. Replies are written by hand, because the specification fixes each byte of their kind.
 */
@Open
@CrossOrigin
@RestController
class GeoReport {

  static final String BASE = "/open311";
  static final String V2 = BASE + "/v2";
  private static final String FORMAT = ".{format:xml|json}";

  private final Callers callers;
  private final Discovery discovery;
  private final Services services;
  private final ToldRequests told;
  private final Submissions submissions;
  private final Replies replies;
  private final Messages messages;

  GeoReport(
      Callers callers, Discovery discovery, Services services, ToldRequests told, Submissions submissions, Replies replies, Messages messages) {
    this.callers = callers;
    this.discovery = discovery;
    this.services = services;
    this.told = told;
    this.submissions = submissions;
    this.replies = replies;
    this.messages = messages;
  }

  @GetMapping({BASE + "/discovery" + FORMAT, V2 + "/discovery" + FORMAT})
  void discovery(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var faults = new ArrayList<Fault>();
    Caller caller = callers.of(request, faults);
    // It stands above the jurisdictions: whoever has not chosen one yet is told of the first.
    faults.removeIf(fault -> fault.key().equals(Callers.NO_JURISDICTION));
    if (!faults.isEmpty()) throw new Refused(faults);
    replies.write(discovery.of(request, caller), request, response);
  }

  @GetMapping(V2 + "/services" + FORMAT)
  void services(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Caller caller = callers.of(request);
    List<OfferedService> offered = caller.asAnybody(services::offered);
    replies.write(Answer.list("services", offered.stream().map(service -> service.listed(caller.locale())).toList()), request, response);
  }

  @GetMapping(V2 + "/services/{code}" + FORMAT)
  void service(HttpServletRequest request, HttpServletResponse response, @PathVariable String code) throws IOException {
    Caller caller = callers.of(request);
    OfferedService service =
        caller.asAnybody(() -> services.offered(code)).orElseThrow(() -> new Refused(Fault.of(Refused.NOT_FOUND, "open311.error.service", code)));
    replies.write(new Answer("service_definition", service.defined(caller.locale())), request, response);
  }

  @GetMapping(V2 + "/requests" + FORMAT)
  void requests(HttpServletRequest request, HttpServletResponse response) throws IOException {
    replies.write(Answer.list("service_requests", told.list(request, callers.of(request))), request, response);
  }

  @GetMapping(V2 + "/requests/{id}" + FORMAT)
  void request(HttpServletRequest request, HttpServletResponse response, @PathVariable String id) throws IOException {
    replies.write(Answer.list("service_requests", List.of(told.one(id, callers.of(request)))), request, response);
  }

  @GetMapping(V2 + "/tokens/{token}" + FORMAT)
  void token(HttpServletRequest request, HttpServletResponse response, @PathVariable String token) throws IOException {
    replies.write(Answer.list("service_requests", List.of(told.token(token, callers.of(request)))), request, response);
  }

  @PostMapping(V2 + "/requests" + FORMAT)
  void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var faults = new ArrayList<Fault>();
    if (!isForm(request.getContentType())) faults.add(Fault.of(Refused.BAD, "open311.error.noForm"));
    Caller caller = callers.of(request, faults);
    String code = submissions.take(request, caller, faults);
    var taken =
        Answer.NODES.objectNode()
            .put("service_request_id", code)
            .put("service_notice", messages.text(caller.locale(), "open311.notice"))
            .put("account_id", (String) null);
    replies.write(Answer.list("service_requests", List.of(taken)), request, response);
  }

  @RequestMapping(BASE + "/**")
  void nothing(HttpServletRequest request) {
    throw new Refused(Fault.of(Refused.NOT_FOUND, "open311.error.address", request.getRequestURI()));
  }

  @ExceptionHandler
  void refused(Refused refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
    replies.refuse(refused, request, response);
  }

  /** What the doors behind this one refused: a character that cannot be kept, a telephone number that is none. */
  @ExceptionHandler
  void invalid(InvalidInput invalid, HttpServletRequest request, HttpServletResponse response) throws IOException {
    replies.refuse(Submissions.refused(invalid), request, response);
  }

  private static boolean isForm(@Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }
}
