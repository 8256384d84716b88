"""Small programs, one in each language: a comment at length, a body to leave out, a short one, one within another."""

PYTHON = '''"""Invoices, and what is due."""

from __future__ import annotations

import logging
from dataclasses import dataclass

LIMIT = 30
log = logging.getLogger(__name__)


@dataclass
class Invoice:
    """One invoice.

    The total is in cents and holds the tax. A credit note is an invoice
    whose total is below zero. The number is never used again, not even
    after an invoice was cancelled, since it stands in the books of others.
    """

    number: str
    total: int

    def is_credit(self) -> bool:
        return self.total < 0

    @property
    def label(self) -> str:
        """How a person calls it."""
        kind = "credit" if self.is_credit() else "invoice"
        amount = f"{abs(self.total) / 100:.2f}"
        if self.total == 0:
            log.warning("empty %s", self.number)
        return f"{kind} {self.number}: {amount}"


def overdue(invoices, days=LIMIT):
    """The invoices that wait for longer than `days`."""

    def waits(invoice):
        return invoice.age > days

    found = [one for one in invoices if waits(one)]
    for one in found:
        log.info("overdue: %s", one.label)
        one.reminders += 1
    return sorted(found, key=lambda one: one.total)


def parse_total(text):
    # the sign is in front, the point is optional
    head, _, tail = text.partition(".")
    cents = int(head) * 100
    if len(tail) > 2:
        raise ValueError(f"too many digits: {text!r}")
    return cents + int(tail.ljust(2, "0"))
'''

TYPESCRIPT = """import { Store } from "./store";

export interface Item {
  id: string;
  price: number;
}

/**
 * Adds up what is in a cart.
 *
 * Discounts are taken off line by line, never from the sum, since each line
 * is taxed by its own rate. A line without a price is counted as zero, and
 * the shop is told about it once an hour.
 */
export function sum(items: Item[], rate = 0.2): number {
  let total = 0;
  for (const item of items) {
    const net = item.price ?? 0;
    total += net * (1 + rate);
  }
  return total;
}

export class Cart {
  private items: Item[] = [];

  constructor(private readonly store: Store) {}

  add(item: Item): void {
    this.items.push(item);
  }

  async save(): Promise<string> {
    const body = JSON.stringify(this.items);
    const answer = await this.store.put("cart", body);
    if (!answer.ok) {
      throw new Error(`cart was not saved: ${answer.status}`);
    }
    return answer.key;
  }
}

export const describe = (cart: Cart): string => {
  const lines: string[] = [];
  for (const item of cart.list()) {
    lines.push(`${item.id}: ${item.price}`);
  }
  return lines.join("\\n");
};
"""

TSX = """import React, { useState } from "react";

type Props = { start: number };

export const Counter = ({ start }: Props) => {
  const [count, setCount] = useState(start);
  const add = () => {
    setCount((before) => before + 1);
  };
  const label = count === 1 ? "click" : "clicks";
  return (
    <button className="counter" onClick={add}>
      {count} {label}
    </button>
  );
};

export default Counter;
"""

JAVASCRIPT = """'use strict'

const fs = require('fs')

module.exports.load = function load (path, done) {
  fs.readFile(path, 'utf8', function (error, text) {
    if (error) return done(error)
    const rows = text.split('\\n')
    done(null, rows.filter(Boolean))
  })
}

const routes = {
  index: (request, response) => {
    const name = request.query.name
    const greeting = name ? `hello ${name}` : 'hello'
    response.set('x-name', name)
    response.send(greeting)
  }
}

function * pages (size) {
  let page = 0
  while (page < size) {
    yield page
    page += 1
  }
}

module.exports.routes = routes
"""

GO = """package ledger

import (
	"errors"
	"fmt"
)

// ErrClosed is returned when a booking comes too late.
var ErrClosed = errors.New("ledger is closed")

// Ledger holds bookings in the order in which they came.
// It may be used by one goroutine at a time only. Bookings
// are never changed; a wrong one is cancelled by another
// one, so that the sum of all of them stays what it was.
// The zero value is an open ledger without any bookings,
// ready to be used.
type Ledger struct {
	rows   []Row
	closed bool
}

func (l *Ledger) Len() int {
	return len(l.rows)
}

// Add books a row.
func (l *Ledger) Add(row Row) error {
	if l.closed {
		return fmt.Errorf("add %s: %w", row.Name, ErrClosed)
	}
	l.rows = append(l.rows, row)
	return nil
}

func (l *Ledger) Each(visit func(Row) bool) {
	for _, row := range l.rows {
		if !visit(row) {
			return
		}
	}
}
"""

RUST = """use std::collections::HashMap;

/// A counter of words.
///
/// Words are counted in lower case, and what is no letter ends a word. The
/// counter keeps no order; ask `top` for the most frequent ones. Counting is
/// done in one pass, without a copy of the text, so a large file costs no
/// more memory than the words it holds.
#[derive(Default)]
pub struct Words {
    counts: HashMap<String, usize>,
}

impl Words {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphabetic()) {
            if word.is_empty() {
                continue;
            }
            *self.counts.entry(word.to_lowercase()).or_insert(0) += 1;
        }
    }

    pub fn top(&self, n: usize) -> Vec<(&str, usize)> {
        let mut all: Vec<_> = self.counts.iter().map(|(w, c)| (w.as_str(), *c)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(n);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_words() {
        let mut words = Words::new();
        words.add("a b a");
        let top = words.top(1);
        assert_eq!(top, vec![("a", 2)]);
    }
}
"""

JAVA = """package org.example.queue;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A queue that holds a bounded number of jobs.
 *
 * <p>Jobs leave in the order in which they came. A job that does not fit is
 * refused, never dropped, so that whoever brought it can wait and try again.
 * The queue is not safe for use by several threads: each worker has its own.
 */
public class JobQueue {
  private static final int LIMIT = 100;
  private final Deque<Job> jobs = new ArrayDeque<>();

  public JobQueue() {}

  public int size() {
    return jobs.size();
  }

  public boolean offer(Job job) {
    if (jobs.size() >= LIMIT) {
      return false;
    }
    jobs.addLast(job);
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Job job : jobs) {
      text.append(job.name()).append('\\n');
    }
    return text.toString();
  }
}
"""

C = """#include <stdio.h>
#include <string.h>

#define MOST 16

struct ring {
  int rows[MOST];
  int at;
};

static int ring_next(const struct ring *ring)
{
  return (ring->at + 1) % MOST;
}

/* Puts a row into the ring; the oldest one goes. */
void ring_put(struct ring *ring, int row)
{
  int next = ring_next(ring);
  if (row < 0) {
    fprintf(stderr, "no such row: %d\\n", row);
    return;
  }
  ring->rows[next] = row;
  ring->at = next;
}

char *ring_name(struct ring *ring)
{
  static char name[32];
  memset(name, 0, sizeof name);
  snprintf(name, sizeof name, "ring@%d", ring->at);
  return name;
}
"""

CPP = """#include <string>
#include <vector>

namespace shapes {

template <typename T>
class Stack {
 public:
  bool empty() const { return rows_.empty(); }

  void push(T row) {
    if (rows_.size() == rows_.capacity()) {
      rows_.reserve(2 * rows_.size() + 1);
    }
    rows_.push_back(row);
  }

 private:
  std::vector<T> rows_;
};

std::string join(const std::vector<std::string>& words, char sign) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += sign;
    text += word;
  }
  return text;
}

}  // namespace shapes
"""

BY_PATH = {
    "billing/invoice.py": PYTHON,
    "src/cart.ts": TYPESCRIPT,
    "src/Counter.tsx": TSX,
    "lib/load.js": JAVASCRIPT,
    "ledger/ledger.go": GO,
    "src/words.rs": RUST,
    "org/example/queue/JobQueue.java": JAVA,
    "src/ring.c": C,
    "include/shapes.hpp": CPP,
}
