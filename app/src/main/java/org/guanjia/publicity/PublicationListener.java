package org.guanjia.publicity;

import java.util.EnumSet;
import java.util.Set;
import org.guanjia.platform.database.TownContext;
import org.guanjia.projects.ProjectClosed;
import org.guanjia.requests.Move;
import org.guanjia.requests.RequestMoved;
import org.guanjia.requests.State;
import org.guanjia.requests.AnsweredRequests;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;

/** Proposes what is finished, and notices what moved on after it was published. Heard twice, done once. */
@Component
class PublicationListener {

  /** Moves after which what was told does not hold any more, or may not. */
  private static final Set<Move> UNSETTLING = EnumSet.of(Move.REOPEN, Move.REDO, Move.ANSWER_AGAIN, Move.CORRECT, Move.ADD);

  private final Publications publications;
  private final AnsweredRequests requests;

  PublicationListener(Publications publications, AnsweredRequests requests) {
    this.publications = publications;
    this.requests = requests;
  }

  // No transaction around it: one begun before the town is known would see no town's rows.
  @ApplicationModuleListener(propagation = Propagation.NOT_SUPPORTED, condition = "@publicationListener.concerns(#moved)")
  void on(RequestMoved moved) {
    TownContext.system(moved.town()).run(() -> requests.find(moved.requestId()).ifPresent(request -> {
      if (told(moved)) publications.propose(PublicationKind.REQUEST, request.code());
      else publications.sourceMoved(PublicationKind.REQUEST, request.code(), moved.move().name());
    }));
  }

  @ApplicationModuleListener(propagation = Propagation.NOT_SUPPORTED)
  void on(ProjectClosed closed) {
    TownContext.system(closed.town()).run(() -> publications.propose(PublicationKind.PROJECT, closed.code()));
  }

  /** Asked before the event is kept for this listener: most moves do not concern it, and each that is kept costs three statements and two transactions. */
  public boolean concerns(RequestMoved moved) {
    return told(moved) || UNSETTLING.contains(moved.move());
  }

  private static boolean told(RequestMoved moved) {
    return moved.to() == State.FED_BACK && moved.move() != Move.ADD;
  }
}
