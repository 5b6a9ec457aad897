package org.guanjia.publicity;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What stands against a deed; each says so in words of its own. */
abstract sealed class PublicationProblem extends RuntimeException {

  private PublicationProblem(String message) {
    super(message);
  }

  /** No publication of that number that this actor may see. */
  @ResponseStatus(HttpStatus.NOT_FOUND)
  static final class Unknown extends PublicationProblem {
    Unknown(long id) {
      super("no such publication: " + id);
    }
  }

  /** The life cycle does not allow the move from where it stands. */
  @ResponseStatus(HttpStatus.CONFLICT)
  static final class Illegal extends PublicationProblem {
    Illegal(PublicationMove move, PublicationState from) {
      super(move + " from " + from);
    }
  }

  /** The publication, or what it is made from, has changed since it was shown. */
  @ResponseStatus(HttpStatus.CONFLICT)
  static final class Stale extends PublicationProblem {
    Stale(long id) {
      super("changed since it was shown: " + id);
    }
  }

  /** The texts that would go out are not those that were on the screen. */
  @ResponseStatus(HttpStatus.CONFLICT)
  static final class NotSeen extends PublicationProblem {
    NotSeen(long id) {
      super("not looked at: " + id);
    }
  }

  /** What it is made from is not finished any more. */
  @ResponseStatus(HttpStatus.CONFLICT)
  static final class NotFinished extends PublicationProblem {
    NotFinished(long id) {
      super("its source is not finished: " + id);
    }
  }
}
