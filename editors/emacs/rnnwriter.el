;;; rnnwriter.el --- Suggestions for prose from a small network  -*- lexical-binding: t -*-

;; Author: the authors of rnnwriter
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: convenience, wp
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Tells eglot of the language server `rnnwriter lsp'; M-x eglot in a buffer of prose starts it.
;; Eglot knows no inline completion, so suggestions come as completions at point:
;; `completion-at-point' asks for them, and whatever shows completions while you type shows them:
;; company, corfu, or, from Emacs 30 on, `completion-preview-mode', as ghost text.
;;
;; Eglot runs one server in a buffer: `rnnwriter-modes', set before this file is loaded, says where
;; it is this one.

;;; Code:

(require 'eglot)

(defgroup rnnwriter nil
  "Suggestions for prose from a small network."
  :group 'text
  :prefix "rnnwriter-")

(defcustom rnnwriter-program "rnnwriter"
  "The program: a name on `exec-path', or where it is."
  :type 'string)

(defcustom rnnwriter-options nil
  "What to begin with: :model, :mode, :temperature, :eagerness and :seed.
What the plist leaves out is as rnnwriter's own settings have it."
  :type 'plist)

(defcustom rnnwriter-modes '(text-mode markdown-mode latex-mode LaTeX-mode org-mode rst-mode)
  "Modes of buffers with prose."
  :type '(repeat symbol))

(defun rnnwriter-contact (&optional _interactive _project)
  "The program and its options, as `eglot-server-programs' wants them."
  (append (list rnnwriter-program "lsp")
          (and rnnwriter-options (list :initializationOptions rnnwriter-options))))

(add-to-list 'eglot-server-programs (cons rnnwriter-modes #'rnnwriter-contact))

(defun rnnwriter--ask (command &rest values)
  "Ask the server for its COMMAND, with VALUES; answer what it says of itself."
  (let* ((server (or (eglot-current-server)
                     (user-error "No rnnwriter suggests here; M-x eglot starts it")))
         (status (jsonrpc-request
                  server :workspace/executeCommand
                  (list :command (concat "rnnwriter." command) :arguments (vconcat values)))))
    (message "rnnwriter: %s, %s at %s, %s"
             (plist-get status :model) (plist-get status :mode)
             (plist-get status :temperature) (plist-get status :eagerness))
    status))

(defun rnnwriter-status ()
  "Show what suggests, and how."
  (interactive)
  (rnnwriter--ask "status"))

(defun rnnwriter-switch-mode ()
  "Change between the likeliest continuation and one drawn by chance."
  (interactive)
  (rnnwriter--ask "mode"))

(defun rnnwriter-set-temperature (temperature)
  "Set the TEMPERATURE of suggestions drawn by chance, 0 to 2."
  (interactive "nTemperature, 0 to 2: ")
  (rnnwriter--ask "temperature" temperature))

(defun rnnwriter-choose-model (model)
  "Suggest with MODEL."
  (interactive
   (list (completing-read "Model: " (append (plist-get (rnnwriter--ask "status") :models) nil) nil t)))
  (rnnwriter--ask "model" model))

(provide 'rnnwriter)
;;; rnnwriter.el ends here
